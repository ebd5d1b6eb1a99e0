package io.github.neo4jstreams.benchmarks.campaign;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What a campaign is to do; the same options and seed send the same records and break the same things at the same records.
 *
 * @param campaign    {@code sink} is the only one
 * @param seed        of everything that is random; by default another each time
 * @param records     good ones and poison, by default 100,000
 * @param faults      by default 39, three of each kind
 * @param kinds       of faults, by their names; empty for all that the database can have
 * @param exactlyOnce whether the sink is asked for it; by default it is. Without, duplicates are to be expected
 * @param poisonEvery one record in so many can't be written, by default 2,000; 0 for none, and no dead letter topic
 * @param database    by default a single server
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

    /** Among which the records are spread. */
    static final int KEYS = 2_000;

    static final int PARTITIONS = 4;

    CampaignOptions {
        if (!campaign.equals("sink")) {
            throw new IllegalArgumentException("campaign is " + campaign + "; it can be sink");
        }
        if (records < 1 || faults < 0 || poisonEvery < 0) {
            throw new IllegalArgumentException(
                    "campaign.records is at least 1, campaign.faults and campaign.poison at least 0");
        }
    }

    static CampaignOptions ofSystemProperties() {
        return new CampaignOptions(
                property("campaign", "sink"),
                number("campaign.seed", ThreadLocalRandom.current().nextInt(1, 1_000_000)),
                number("campaign.records", 100_000),
                Math.toIntExact(number("campaign.faults", 39)),
                Arrays.stream(property("campaign.kinds", "").split(","))
                        .map(String::strip)
                        .filter(kind -> !kind.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)),
                Boolean.parseBoolean(property("campaign.exactlyOnce", "true")),
                Math.toIntExact(number("campaign.poison", 2_000)),
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

    Workload.Shape workload() {
        return new Workload.Shape(seed, records, KEYS, poisonEvery);
    }

    /** What brings the same campaign back. */
    String command() {
        return "mvn -Pcampaign" + (database == Database.Kind.CLUSTER ? ",cluster-tests" : "") + " -Dcampaign="
                + campaign + " -Dcampaign.seed=" + seed + " -Dcampaign.records=" + records + " -Dcampaign.faults="
                + faults + (kinds.isEmpty() ? "" : " \"-Dcampaign.kinds=" + String.join(",", kinds) + "\"")
                + " -Dcampaign.exactlyOnce=" + exactlyOnce + " -Dcampaign.poison=" + poisonEvery
                + " -Dcampaign.database=" + database.option();
    }
}
