package io.github.neo4jstreams.migrate.translate;

/** What a finding is, and whether somebody has to do something about it. */
public enum Severity {
    /** A setting that works on, in another form. */
    TRANSLATED(false),
    /** A setting that isn't needed any more. */
    DROPPED(false),
    /** A setting of somebody else. */
    KEPT(false),
    /** What nobody set, and is another thing here: written out, or said. */
    DEFAULT(false),
    /** What the old system did and few knew. */
    TRAP(false),
    /** What only the user can decide. */
    HAND(true),
    /** A key that no system has. */
    UNKNOWN(true),
    /** Members of a cluster that don't agree. */
    DRIFT(true);

    private final boolean open;

    Severity(boolean open) {
        this.open = open;
    }

    /** Whether the user must do something. */
    public boolean isOpen() {
        return open;
    }
}
