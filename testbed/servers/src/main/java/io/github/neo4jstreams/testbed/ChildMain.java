package io.github.neo4jstreams.testbed;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What a {@link ChildProcess} really runs: {@code ChildMain MAIN_CLASS [argument...]}. It ends with its parent, however
 * that one ended: its standard input closes then, and main classes that weren't written for it don't look at theirs.
 */
final class ChildMain {
    private ChildMain() {}

    public static void main(String[] args) throws Throwable {
        endWithParent();
        Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nobody ever says anything
                        }
                    } catch (IOException e) {
                        // as good as closed
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
