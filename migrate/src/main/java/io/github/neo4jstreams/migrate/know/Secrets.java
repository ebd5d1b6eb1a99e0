package io.github.neo4jstreams.migrate.know;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which values must not be shown. In doubt they are not. */
public final class Secrets {

    private static final Pattern NAME = Pattern.compile(
            "passw|passphrase|secret|credential|token|jaas|ticket|user\\.info|private|keystore\\.key|api.?key|access.?key|auth$|\\.key\\b.*pem");

    private static final Pattern NO_SECRET = Pattern.compile("token\\.endpoint\\.url|credentials\\.source");

    private Secrets() {}

    /** Whether a key of this name holds a secret, known or not. */
    public static boolean isSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return NAME.matcher(name).find() && !NO_SECRET.matcher(name).find();
    }

    /** A value as it may be shown: without a secret, a password in a URI, and what would forge a line. */
    public static String shown(String key, String value) {
        if (value.isEmpty()) {
            return "(nothing)";
        }
        if (isSecret(key)) {
            return "(secret)";
        }
        String plain = value.replaceAll("//[^/@\\s]*@", "//(secret)@")
                .replaceAll("\\s+", " ")
                .strip();
        String short_ = plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
        return printable(short_);
    }

    /** A name as it may be shown: no control characters. */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "\uFFFD");
    }
}
