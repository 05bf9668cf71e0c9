package io.tegata.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.bind.annotation.RestController;

/**
 * The arrows and the banned calls of the house, by name. They are made for a root package, so that
 * the same rule runs over the product ({@code io.tegata}) and over the fixture that must break it.
 */
final class Rules {

    private static final List<String> SERVICES =
            List.of("auth", "gateway", "ledger", "payment", "reconciler", "simulator");

    private final String root;

    Rules(String root) {
        this.root = root;
    }

    Map<String, ArchRule> byName() {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("services", servicesDoNotKnowEachOther());
        rules.put("acquirers", nobodyImportsAnAcquirersFolder());
        rules.put("cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
        rules.put("inward", modelDoesNotSeeAdapters());
        rules.put("adapters", adaptersDoNotSeeEachOther());
        rules.put("clock", timeIsInjected());
        rules.put("randomness", randomnessIsInjected());
        rules.put("sleep", nobodySleeps());
        rules.put("console", nobodyPrints());
        rules.put("floating", noFloatingNumberIsKept());
        rules.put("floatingresults", noFloatingNumberIsReturned());
        rules.put("injection", dependenciesComeByConstructor());
        rules.put("database", databaseOnlyThroughTheDoor());
        rules.put("http", clientsAreMadeInOnePlace());
        rules.put("nullness", everyPackageIsNullMarked());
        rules.put("names", namesSayWhatThingsAre());
        rules.put("controllers", controllersAreNobodysBusiness());
        rules.put("secrets", recordsHideTheirSecrets());
        return rules;
    }

    private ArchRule servicesDoNotKnowEachOther() {
        return classes()
                .should(
                        new ArchCondition<>("not depend on another service") {
                            @Override
                            public void check(JavaClass item, ConditionEvents events) {
                                String own = service(item);
                                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                                    String other = service(dependency.getTargetClass());
                                    if (!own.isEmpty() && !other.isEmpty() && !own.equals(other)) {
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        item, dependency.getDescription()));
                                    }
                                }
                            }
                        })
                .because(
                        "a neighbour's facts come by its API or its events, in records of one's own");
    }

    private String service(JavaClass type) {
        return SERVICES.stream()
                .filter(name -> (type.getPackageName() + ".").startsWith(root + "." + name + "."))
                .findFirst()
                .orElse("");
    }

    private ArchRule nobodyImportsAnAcquirersFolder() {
        Pattern folder =
                Pattern.compile(Pattern.quote(root) + "\\.payment\\.acquirer\\.(\\w+)(\\..*)?");
        return classes()
                .should(
                        new ArchCondition<>("not depend on an acquirer's folder") {
                            @Override
                            public void check(JavaClass item, ConditionEvents events) {
                                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                                    Matcher target =
                                            folder.matcher(
                                                    dependency.getTargetClass().getPackageName());
                                    Matcher own = folder.matcher(item.getPackageName());
                                    boolean theirs =
                                            target.matches() && !target.group(1).equals("guard");
                                    if (theirs
                                            && !(own.matches()
                                                    && own.group(1).equals(target.group(1)))) {
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        item, dependency.getDescription()));
                                    }
                                }
                            }
                        })
                .because(
                        "a new acquirer is a new folder and touches nothing else; ask through the port Acquirer");
    }

    private ArchRule modelDoesNotSeeAdapters() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..web..", "..store..")
                .and(
                        describe(
                                "do not wire",
                                type -> !type.getSimpleName().endsWith("Configuration")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + "..web..", root + "..store..")
                .because("arrows point inward: define a port where the model needs something");
    }

    private ArchRule adaptersDoNotSeeEachOther() {
        return noClasses()
                .that()
                .resideInAPackage("..web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + "..store..")
                .because("a controller asks a use case or a port");
    }

    private ArchRule timeIsInjected() {
        return noClasses()
                .should()
                .callMethodWhere(
                        call(
                                "now",
                                "java.time.Instant",
                                "java.time.LocalDate",
                                "java.time.LocalDateTime",
                                "java.time.OffsetDateTime",
                                "java.time.ZonedDateTime"))
                .orShould()
                .callMethodWhere(call("currentTimeMillis", "java.lang.System"))
                .because("time is injected: take a java.time.Clock");
    }

    private ArchRule randomnessIsInjected() {
        return noClasses()
                .that(areNot(root + ".common.service.ServiceDefaults", root + ".allinone.Tegata"))
                .should()
                .callConstructorWhere(
                        call("<init>", "java.util.Random", "java.security.SecureRandom"))
                .orShould()
                .callMethodWhere(call("random", "java.lang.Math"))
                .orShould()
                .callMethodWhere(call("randomUUID", "java.util.UUID"))
                .orShould()
                .callMethodWhere(call("current", "java.util.concurrent.ThreadLocalRandom"))
                .because("randomness is injected: take a RandomGenerator, or Ids for ids");
    }

    private ArchRule nobodySleeps() {
        return noClasses()
                .should()
                .callMethodWhere(call("sleep", "java.lang.Thread"))
                .because("use BackgroundWork, or wait for what you wait for with a bound");
    }

    private ArchRule nobodyPrints() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".allinone..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("services log; only the command line prints");
    }

    private ArchRule noFloatingNumberIsKept() {
        return noFields()
                .should()
                .haveRawType(floating())
                .because("money is an integer in minor units, and so is what is computed from it")
                .allowEmptyShould(true);
    }

    private ArchRule noFloatingNumberIsReturned() {
        return noMethods()
                .should()
                .haveRawReturnType(floating())
                .because("money is an integer in minor units, and so is what is computed from it");
    }

    private ArchRule dependenciesComeByConstructor() {
        return noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .because("a constructor shows what a class needs");
    }

    private ArchRule databaseOnlyThroughTheDoor() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".storage..", root + ".allinone.platform..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcTemplate.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(PlatformTransactionManager.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Connection.class)
                .because(
                        "SQL goes through Transactions, which retries, tags, lints and closes the network");
    }

    private ArchRule clientsAreMadeInOnePlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root + ".common.service..", root + ".allinone..", root + ".gateway..")
                .should()
                .callMethodWhere(call("newBuilder", "java.net.http.HttpClient"))
                .orShould()
                .callMethodWhere(call("newHttpClient", "java.net.http.HttpClient"))
                .orShould()
                .callMethodWhere(call("create", "org.springframework.web.client.RestClient"))
                .orShould()
                .callMethodWhere(call("builder", "org.springframework.web.client.RestClient"))
                .because(
                        "InternalHttp makes clients that refuse to send inside a database transaction");
    }

    private ArchRule everyPackageIsNullMarked() {
        return classes()
                .should(
                        new ArchCondition<>("be in a @NullMarked package") {
                            @Override
                            public void check(JavaClass item, ConditionEvents events) {
                                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    item, item.getName() + " is not"));
                                }
                            }
                        })
                .because("nothing is null unless it says so: add a package-info.java");
    }

    private ArchRule namesSayWhatThingsAre() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Utils?|Base|Processor|Data|Info)")
                .because("such a suffix says nothing: name what the class does");
    }

    private ArchRule controllersAreNobodysBusiness() {
        return classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .because("Spring finds them by scanning; nobody else may call them");
    }

    private ArchRule recordsHideTheirSecrets() {
        return classes()
                .that()
                .areRecords()
                .and(areNot(HideSecrets.NOT_YET.toArray(String[]::new)))
                .should(new HideSecrets())
                .because("what a record prints ends up in a log: write a toString without them");
    }

    private static DescribedPredicate<JavaAccess<?>> call(String method, String... owners) {
        Set<String> names = Set.of(owners);
        return describe(
                String.join(" or ", owners) + "." + method,
                access ->
                        access.getTarget().getName().equals(method)
                                && names.contains(access.getTargetOwner().getName())
                                && !takesAClock(access));
    }

    /** {@code Instant.now(clock)} is the injected time. */
    private static boolean takesAClock(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream()
                        .anyMatch(type -> type.getName().equals("java.time.Clock"));
    }

    private static DescribedPredicate<JavaClass> areNot(String... names) {
        Set<String> excepted = Set.of(names);
        return describe("are not " + excepted, type -> !excepted.contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> floating() {
        Set<String> types = Set.of("float", "double", "java.lang.Float", "java.lang.Double");
        return describe("float or double", type -> types.contains(type.getName()));
    }
}
