package io.github.neo4jstreams.benchmarks.throughput;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What every contender's process really runs: {@code Observed PORT MAIN_CLASS [argument...]}. It answers the benchmark, which
 * listens on that port of this machine, how much the JVM has allocated and collected; and otherwise it stays out of the way.
 */
public final class Observed implements Runnable {

    private final Socket benchmark;
    /** By the ids of threads, so that what ended threads had allocated isn't forgotten. */
    private final Map<Long, Long> allocated = new HashMap<>();

    private Observed(Socket benchmark) {
        this.benchmark = benchmark;
    }

    public static void main(String[] args) throws Exception {
        Thread answers = new Thread(
                new Observed(new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))), "observed");
        answers.setDaemon(true);
        answers.start();
        Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 2, args.length));
    }

    /**
     * A line for each byte: allocated bytes, milliseconds of garbage collection, the most bytes of the heap that were in use, and
     * loaded classes.
     */
    @Override
    public void run() {
        try (benchmark;
                InputStream questions = benchmark.getInputStream();
                PrintStream answers = new PrintStream(benchmark.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            while (questions.read() >= 0) {
                answers.printf(
                        "%d %d %d %d%n",
                        allocated(),
                        collecting(),
                        peakHeap(),
                        ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
            }
        } catch (IOException e) {
            // the benchmark has ended, and this process with it
        }
    }

    private long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            allocated.merge(ids[i], bytes[i], Math::max);
        }
        return allocated.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** The peaks of the heap's parts, which needn't have been at the same time. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
