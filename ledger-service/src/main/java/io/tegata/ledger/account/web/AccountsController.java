package io.tegata.ledger.account.web;

import io.tegata.ledger.account.AccountBalance;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.account.Accounts;
import io.tegata.ledger.account.TrialBalance;
import io.tegata.ledger.account.TrialBalance.CurrencyTotal;
import io.tegata.ledger.account.TrialBalance.TypeTotal;
import io.tegata.ledger.rest.Input;
import io.tegata.ledger.rest.Page;
import io.tegata.ledger.rest.PageQuery;
import io.tegata.ledger.rest.Times;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What operators see of accounts and their balances. All amounts are minor units. */
@RestController
final class AccountsController {

    private final Accounts accounts;

    AccountsController(Accounts accounts) {
        this.accounts = accounts;
    }

    record AccountView(
            String accountId,
            String owner,
            String type,
            String currency,
            String normalSide,
            long posted,
            long held,
            long available,
            @Nullable Long floor) {

        static AccountView of(AccountBalance row) {
            var key = row.account().key();
            var balance = row.balance();
            return new AccountView(
                    row.account().id(),
                    key.owner(),
                    key.type().code(),
                    key.currency().getCurrencyCode(),
                    key.type().normalSide().code(),
                    balance.posted(),
                    balance.held(),
                    balance.available(),
                    balance.floor());
        }
    }

    @GetMapping("/v1/ops/ledger/accounts")
    Page<AccountView> list(
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(name = "starting_after", required = false)
                    @Nullable String startingAfter) {
        var page = PageQuery.of(limit, startingAfter);
        var filter =
                new Accounts.Filter(
                        Input.optionalId("/owner", owner),
                        type == null ? null : type(type),
                        currency == null
                                ? null
                                : Input.currency("/currency", currency).getCurrencyCode());
        List<AccountView> found =
                accounts.list(filter, page.after(), page.rowsToRead()).stream()
                        .map(AccountView::of)
                        .toList();
        return Page.of(found, page, AccountView::accountId);
    }

    private static AccountType type(String code) {
        return AccountType.of(code)
                .orElseThrow(() -> Input.invalid("/type", "a type of the chart of accounts"));
    }

    record TypeView(
            String type, String normalSide, BigInteger posted, BigInteger held, long accounts) {

        static TypeView of(TypeTotal total) {
            return new TypeView(
                    total.type().code(),
                    total.type().normalSide().code(),
                    total.posted(),
                    total.held(),
                    total.accounts());
        }
    }

    record CurrencyView(
            String currency,
            BigInteger debits,
            BigInteger credits,
            BigInteger difference,
            List<TypeView> types) {

        static CurrencyView of(CurrencyTotal total) {
            return new CurrencyView(
                    total.currency().getCurrencyCode(),
                    total.debits(),
                    total.credits(),
                    total.difference(),
                    total.types().stream().map(TypeView::of).toList());
        }
    }

    record TrialBalanceView(String at, List<CurrencyView> currencies) {}

    @GetMapping("/v1/ops/ledger/trial_balance")
    TrialBalanceView trialBalance() {
        TrialBalance balance = accounts.trialBalance();
        return new TrialBalanceView(
                Times.text(balance.at()),
                balance.currencies().stream().map(CurrencyView::of).toList());
    }
}
