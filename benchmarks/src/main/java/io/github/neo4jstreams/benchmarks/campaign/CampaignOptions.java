package io.github.neo4jstreams.benchmarks.campaign;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What a campaign is to do; the same options and seed send the same records and break the same things at the same records.
 *
 * @param campaign    {@code sink} or {@code source}
 * @param seed        of everything that is random; by default another each time
 * @param records     of a sink good ones and poison, of a source changes; by default 100,000
 * @param faults      by default three of each kind: 39 of a sink, 48 of a source
 * @param kinds       of faults, by their names; empty for all that there can be
 * @param exactlyOnce whether the route is asked for it; by default it is. Without, duplicates are to be expected
 * @param poisonEvery one record in so many can't be written, by default 2,000; 0 for none, and no dead letter topic. A source
 *                    has none
 * @param database    by default a single server, and of a source always
 */
record CampaignOptions(
        String campaign,
        long seed,
        long records,
        int faults,
        Set<String> kinds,
        boolean exactlyOnce,
        int poisonEvery,
        Database.Kind database) {

    static final String SINK = "sink";
    static final String SOURCE = "source";

    /** Among which the records are spread. */
    static final int KEYS = 2_000;

    static final int PARTITIONS = 4;

    CampaignOptions {
        if (!campaign.equals(SINK) && !campaign.equals(SOURCE)) {
            throw new IllegalArgumentException("campaign is " + campaign + "; it can be sink or source");
        }
        if (campaign.equals(SOURCE) && database == Database.Kind.CLUSTER) {
            throw new IllegalArgumentException(
                    "campaign.database is cluster, which has no change data capture; of a source it can be community");
        }
        if (campaign.equals(SOURCE) && poisonEvery > 0) {
            throw new IllegalArgumentException(
                    "campaign.poison is " + poisonEvery + ", and a source reads no poison; leave it out");
        }
        if (records < 1 || faults < 0 || poisonEvery < 0) {
            throw new IllegalArgumentException(
                    "campaign.records is at least 1, campaign.faults and campaign.poison at least 0");
        }
    }

    static CampaignOptions ofSystemProperties() {
        String campaign = property("campaign", SINK);
        boolean source = campaign.equals(SOURCE);
        return new CampaignOptions(
                campaign,
                number("campaign.seed", ThreadLocalRandom.current().nextInt(1, 1_000_000)),
                number("campaign.records", 100_000),
                Math.toIntExact(number("campaign.faults", source ? 48 : 39)),
                Arrays.stream(property("campaign.kinds", "").split(","))
                        .map(String::strip)
                        .filter(kind -> !kind.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)),
                Boolean.parseBoolean(property("campaign.exactlyOnce", "true")),
                Math.toIntExact(number("campaign.poison", source ? 0 : 2_000)),
                Database.Kind.of(property("campaign.database", "community")));
    }

    /** What Maven was not told is empty. */
    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private static long number(String name, long otherwise) {
        String value = property(name, Long.toString(otherwise));
        try {
            return Long.parseLong(value.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is " + value + ", which is no whole number", e);
        }
    }

    SinkWorkload.Shape sinkWorkload() {
        return new SinkWorkload.Shape(seed, records, KEYS, poisonEvery);
    }

    SourceWorkload.Shape sourceWorkload() {
        return new SourceWorkload.Shape(seed, records, KEYS);
    }

    /** What brings the same campaign back. */
    String command() {
        return "mvn -Pcampaign" + (database == Database.Kind.CLUSTER ? ",cluster-tests" : "") + " -Dcampaign="
                + campaign + " -Dcampaign.seed=" + seed + " -Dcampaign.records=" + records + " -Dcampaign.faults="
                + faults + (kinds.isEmpty() ? "" : " \"-Dcampaign.kinds=" + String.join(",", kinds) + "\"")
                + " -Dcampaign.exactlyOnce=" + exactlyOnce
                + (campaign.equals(SINK)
                        ? " -Dcampaign.poison=" + poisonEvery + " -Dcampaign.database=" + database.option()
                        : "");
    }
}
