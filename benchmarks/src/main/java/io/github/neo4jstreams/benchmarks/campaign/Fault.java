package io.github.neo4jstreams.benchmarks.campaign;

/** Something that breaks, and is mended. */
interface Fault {

    /** By which the report groups them, and by which {@code campaign.kinds} chooses: lower case, with spaces. */
    String kind();

    /**
     * Breaks it while records are on their way, waits as long as it lasts, and mends it. Returns when it is mended, which the
     * route need not have noticed yet.
     */
    void inject() throws Exception;

    /** A fault from a piece of code. */
    static Fault of(String kind, Injector injector) {
        return new Fault() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public void inject() throws Exception {
                injector.inject();
            }
        };
    }

    /** Breaks and mends. */
    @FunctionalInterface
    interface Injector {
        void inject() throws Exception;
    }
}
