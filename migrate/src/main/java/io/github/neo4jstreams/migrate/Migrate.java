package io.github.neo4jstreams.migrate;

import io.github.neo4jstreams.migrate.know.Catalogue;
import io.github.neo4jstreams.migrate.read.Input;
import io.github.neo4jstreams.migrate.read.InputReader;
import io.github.neo4jstreams.migrate.translate.Migration;
import io.github.neo4jstreams.migrate.translate.Translator;
import io.github.neo4jstreams.migrate.write.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command: files in, a folder with routes, properties, a report and a plan out. */
@Command(
        name = "java -jar camel-neo4j-streams-migrate.jar",
        description = {
            "Makes YAML routes of the configuration of Neo4j Streams (streams.conf, neo4j.conf, variables of containers)"
                    + " and of the Neo4j connectors for Kafka Connect (JSON, properties, kind: KafkaConnector).",
            "Give the files of all members of a cluster at once: it says where they differ."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is translated",
            "1:translated, and there are things to do by hand",
            "2:nothing is written: a file can't be read, an option is wrong, or files are in the way",
            "3:a mistake of this tool"
        })
public final class Migrate implements Callable<Integer> {

    static final int FINE = 0;
    static final int BY_HAND = 1;
    static final int BAD_INPUT = 2;
    static final int OUR_MISTAKE = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Configurations; what each is, is seen by what is in it.")
    private List<Path> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            defaultValue = "migrated",
            description = "Where to write to. Default: ${DEFAULT-VALUE}")
    private Path output;

    @Option(
            names = "--force",
            description = "Write over files that are in the way, and delete routes of an earlier run.")
    private boolean force;

    @Option(names = "--check", description = "Write nothing, print the report and the plan.")
    private boolean check;

    @Option(names = "--explain", paramLabel = "KEY", description = "Say what a key did, and what becomes of it.")
    private String explain;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say this.")
    private boolean help;

    private Migrate() {}

    /** Ends the JVM with one of the exit codes. */
    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** The command without the end of the JVM. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine command = new CommandLine(new Migrate());
        command.setOut(out);
        command.setErr(err);
        command.setExecutionExceptionHandler((e, commandLine, parsed) -> {
            err.println("A mistake of this tool, please report it: "
                    + e.getClass().getName() + (e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0]));
            return OUR_MISTAKE;
        });
        command.setParameterExceptionHandler((e, parsed) -> {
            err.println(e.getMessage());
            err.println("Try --help");
            return BAD_INPUT;
        });
        int code = command.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public Integer call() {
        if (explain != null) {
            return new Explanation(Catalogue.load()).print(explain, out(), err());
        }
        if (files.isEmpty()) {
            err().println("Name the files to translate, such as core1/streams.conf core2/streams.conf; try --help");
            return BAD_INPUT;
        }
        Input input = InputReader.read(files);
        Migration migration = new Translator(Catalogue.load()).translate(input);
        Output made = Output.of(migration, input.problems());
        input.problems().forEach(err()::println);
        if (check) {
            out().println(made.report());
            out().println(made.plan());
            return code(input, migration);
        }
        return input.problems().isEmpty() ? write(made, input, migration) : refused();
    }

    private int refused() {
        err().println("Nothing was written. --check shows what can be said about the rest");
        return BAD_INPUT;
    }

    private int write(Output made, Input input, Migration migration) {
        Path inTheWay = made.inTheWay(output);
        if (inTheWay != null && !force) {
            err().println(inTheWay
                    + " is there already: name another folder with --output, or write over it with --force");
            return BAD_INPUT;
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            err().println(output + " is no folder: name another one with --output");
            return BAD_INPUT;
        }
        List<Path> outdated;
        try {
            outdated = made.outdated(output);
            made.write(output);
        } catch (IOException e) {
            err().println(output + " can't be written: " + e.getClass().getSimpleName() + " " + e.getMessage());
            return BAD_INPUT;
        }
        out().println("Written to " + output + ":");
        made.files().keySet().stream().sorted().forEach(name -> out().println("  " + name));
        outdated.forEach(route -> out().println("  deleted: " + route + ", a route of an earlier run"));
        out().println();
        if (!made.open().isEmpty()) {
            out().println("To do by hand:");
            out().println(made.open());
            out().println();
        }
        out().println(made.plan());
        return code(input, migration);
    }

    private static int code(Input input, Migration migration) {
        if (!input.problems().isEmpty()) {
            return BAD_INPUT;
        }
        return migration.hasOpen() ? BY_HAND : FINE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
