package io.github.neo4jstreams.benchmarks.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Runs a campaign, prints and writes its report. The last line is the verdict; the exit status is 0 if it is clean, 1 if it
 * isn't, 2 if the campaign itself has failed.
 */
public final class Campaign {

    private static final int CLEAN = 0;
    private static final int UNCLEAN = 1;
    private static final int FAILED = 2;

    private Campaign() {}

    public static void main(String[] args) {
        int status;
        // numbers are for programs as well: a plot, a line that somebody parses
        Locale.setDefault(Locale.ROOT);
        try {
            status = run(
                    CampaignOptions.ofSystemProperties(), Path.of(System.getProperty("campaign.output", "campaign")));
        } catch (Exception e) {
            e.printStackTrace();
            status = FAILED;
        }
        System.out.flush();
        // threads of drivers need no goodbye
        System.exit(status);
    }

    private static int run(CampaignOptions options, Path output) throws Exception {
        Files.createDirectories(output);
        System.out.println("seed " + options.seed() + ": " + options.records() + " records, " + options.faults()
                + " faults; the same again:");
        System.out.println("  " + options.command());
        Outcome outcome = options.campaign().equals(CampaignOptions.SOURCE)
                ? new SourceCampaign(options, output).run()
                : new SinkCampaign(options, output).run();
        String text = TextReport.of(outcome);
        Path page = output.resolve("report.html");
        Files.writeString(page, HtmlReport.of(outcome));
        Files.writeString(
                output.resolve("report.txt"), options.command() + "\n\n" + text + "\n" + outcome.lastLine() + "\n");
        System.out.println();
        System.out.print(text);
        System.out.println("The report is " + page);
        System.out.println(outcome.lastLine());
        return outcome.verdict().clean() ? CLEAN : UNCLEAN;
    }
}
