package io.tegata.allinone;

/** What {@code ./run --help} prints. */
final class Help {

    static final String TEXT =
            """
            Tegata, a payment platform.

              ./run                 start the platform; Ctrl-C stops it
              ./run demo            send orders through it, reconcile, print a report
              ./run help            this text

            Options of ./run
              --port N              where the API listens (8080)
              --data DIR            where everything is kept (./data of the project)
              --spanner             run on the Spanner emulator, which keeps nothing: the one that
                                    SPANNER_EMULATOR_HOST names, else the Cloud CLI's
              --spanner=projects/P/instances/I
                                    run on this Spanner instance, with the databases named as
                                    their services (docs/spanner.md makes them)

            Options of ./run demo
              --orders-file FILE    the orders to send (demo/orders.csv)
              --orders N            make up N orders instead (1200)
              --seed N              make up other orders: the same seed, the same orders (1)
              --json FILE           write the report as JSON too
              --port N              where the API listens (a free port)
              --data DIR            an empty folder to keep the data in (a temporary one,
                                    deleted at the end; a demo that failed leaves it)
              --spanner             run on the Spanner emulator, as above; unless --orders or
                                    --orders-file is given, with 150 orders that are made up
              --spanner=projects/P/instances/I
                                    run on this instance, with databases of the demo's own, which
                                    are dropped at the end

            Exit status: 0 all is well, 1 it is not, 2 the command line is wrong.""";

    private Help() {}
}
