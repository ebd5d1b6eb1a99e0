package io.github.neo4jstreams.migrate.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Bytes become text, strictly: a wrong character in a query would be written into the graph. */
final class FileText {

    /** A configuration is never that large; something else was named by mistake. */
    private static final long LARGEST = 8 * 1024 * 1024;

    private FileText() {}

    /** The text of a file, or nothing if the input has a problem with it. */
    static Optional<String> of(Path file, String name, Input input) {
        Place place = new Place(name, 0);
        try {
            if (Files.isDirectory(file)) {
                input.problem(place, "is a directory; name the files in it");
                return Optional.empty();
            }
            if (Files.size(file) > LARGEST) {
                input.problem(place, "is larger than 8 MB, which no configuration is");
                return Optional.empty();
            }
            return decode(Files.readAllBytes(file), name, input);
        } catch (NoSuchFileException e) {
            input.problem(place, "doesn't exist");
        } catch (IOException e) {
            input.problem(place, "can't be read: " + e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    /** The text of bytes, or nothing if the input has a problem with it. */
    static Optional<String> decode(byte[] bytes, String name, Input input) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(buffer)
                    .toString();
        } catch (CharacterCodingException e) {
            input.problem(
                    new Place(name, line(bytes, buffer.position())),
                    "is not UTF-8 from here on: save the file as UTF-8 (iconv -f ISO-8859-1 -t UTF-8)");
            return Optional.empty();
        }
        if (text.startsWith("\uFEFF")) {
            input.note(
                    new Place(name, 1),
                    "begins with a byte order mark, which is skipped here; the old system took it for a part of the first key,"
                            + " if that is on this line, and ignored that key");
            text = text.substring(1);
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            input.problem(new Place(name, line(text, nul)), "has a NUL in it: this is no text file");
            return Optional.empty();
        }
        int crlf = text.indexOf("\r\n");
        if (crlf >= 0) {
            input.note(new Place(name, line(text, crlf)), "has Windows line ends, which are read as line ends");
            text = text.replace("\r\n", "\n");
        }
        if (text.isBlank()) {
            input.problem(new Place(name, 1), "is empty");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static int line(byte[] bytes, int end) {
        int line = 1;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    static int line(String text, int end) {
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }
}
