package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoltMessageTest {

    private static final PackStream.Structure BEGIN = new PackStream.Structure(
            BoltMessage.BEGIN,
            List.of(Map.of("mode", "r", "tx_metadata", Map.of("app", "a"), "bookmarks", List.of("FB:1", "FB:2"))));

    @Test
    void aMessageIsTheSameHoweverItIsCutIntoChunks() throws IOException {
        byte[] payload = PackStream.write(BEGIN);
        for (int cut = 1; cut < payload.length; cut++) {
            byte[] bytes = chunks(Arrays.copyOf(payload, cut), Arrays.copyOfRange(payload, cut, payload.length));
            assertThat(BoltMessage.read(arriving(bytes)).structure())
                    .as("cut at %d", cut)
                    .isEqualTo(BEGIN);
        }
        byte[][] single = new byte[payload.length][];
        for (int i = 0; i < payload.length; i++) {
            single[i] = new byte[] {payload[i]};
        }
        assertThat(BoltMessage.read(arriving(chunks(single))).structure()).isEqualTo(BEGIN);
    }

    @Test
    void whatIsWrittenCanBeReadAndTheNextMessageFollows() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int size : new int[] {1, 0xFFFF - 10, 0xFFFF, 200_000}) {
            BoltMessage.of(new PackStream.Structure(BoltMessage.RUN, List.of("x".repeat(size), Map.of(), Map.of())))
                    .writeTo(bytes);
        }
        BoltMessage.of(BEGIN).writeTo(bytes);

        DataInputStream in = arriving(bytes.toByteArray());

        for (int size : new int[] {1, 0xFFFF - 10, 0xFFFF, 200_000}) {
            assertThat((String) BoltMessage.read(in).firstField()).hasSize(size);
        }
        BoltMessage last = BoltMessage.read(in);
        assertThat(last.signature()).isEqualTo(BoltMessage.BEGIN);
        assertThat(BoltTransaction.begunBy(last)).isEqualTo(new BoltTransaction(false, Map.of("app", "a")));
        assertThatThrownBy(() -> BoltMessage.read(in)).isInstanceOf(EOFException.class);
    }

    @Test
    void signsOfLifeBetweenMessagesAreKept() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0});
        BoltMessage.of(BEGIN).writeTo(bytes);
        DataInputStream in = arriving(bytes.toByteArray());
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        BoltMessage first = BoltMessage.read(in);
        first.writeTo(copy);
        BoltMessage.read(in).writeTo(copy);

        assertThat(first.isSignOfLife()).isTrue();
        assertThat(copy.toByteArray()).isEqualTo(bytes.toByteArray());
    }

    @Test
    void theEndOfTheConnectionInTheMiddleOfAMessageIsItsEnd() {
        byte[] bytes = chunks(PackStream.write(BEGIN));
        for (int size = 0; size < bytes.length; size++) {
            DataInputStream in = arriving(Arrays.copyOf(bytes, size));
            assertThatThrownBy(() -> BoltMessage.read(in)).as("%d bytes", size).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void allValuesSurvive() {
        Map<String, Object> values = new HashMap<>();
        values.put("null", null);
        values.put("truth", List.of(true, false));
        values.put(
                "numbers",
                List.of(0L, -16L, -17L, 127L, 128L, -129L, 40_000L, 1L << 31, Long.MIN_VALUE, Long.MAX_VALUE, 1.5));
        values.put("texts", List.of("", "ü", "x".repeat(15), "x".repeat(16), "x".repeat(300), "x".repeat(70_000)));
        values.put("structure", new PackStream.Structure((byte) 0x44, List.of(20_000L)));
        values.put("long list", Collections.nCopies(70_000, 1L));
        PackStream.Structure structure = new PackStream.Structure(BoltMessage.SUCCESS, List.of(values));

        assertThat(BoltMessage.of(structure).structure()).isEqualTo(structure);
        assertThat((byte[]) PackStream.read(ByteBuffer.wrap(PackStream.write(new byte[] {1, 2, 3}))))
                .containsExactly(1, 2, 3);
        assertThat(PackStream.read(ByteBuffer.wrap(new byte[] {(byte) 0xC8, -100})))
                .isEqualTo(-100L);
        assertThat(PackStream.read(ByteBuffer.wrap(new byte[] {(byte) 0xC9, 1, 0})))
                .isEqualTo(256L);
    }

    /** One byte at a time, as the slowest of networks has it. */
    private static DataInputStream arriving(byte[] bytes) {
        InputStream in = new ByteArrayInputStream(bytes);
        return new DataInputStream(new InputStream() {
            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return in.read(into, offset, Math.min(1, length));
            }
        });
    }

    private static byte[] chunks(byte[]... chunks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            bytes.write(chunk.length >> 8);
            bytes.write(chunk.length);
            bytes.writeBytes(chunk);
        }
        bytes.write(0);
        bytes.write(0);
        return bytes.toByteArray();
    }
}
