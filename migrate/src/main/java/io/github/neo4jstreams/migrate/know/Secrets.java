package io.github.neo4jstreams.migrate.know;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which values must not be shown. In doubt they are not. */
public final class Secrets {

    private static final Pattern NAME = Pattern.compile(
            "passw|passphrase|secret|credential|token|jaas|ticket|user\\.info|private|keystore\\.key|api.?key|access.?key|auth$|\\.key\\b.*pem");

    private static final Pattern NO_SECRET = Pattern.compile("token\\.endpoint\\.url|credentials\\.source");

    /** A password may have a slash in it, and an at sign. */
    private static final Pattern USER_INFO = Pattern.compile("//[^\\s,]*@");

    /** A password that a query, or a line of a script, has in it. */
    private static final Pattern IN_TEXT =
            Pattern.compile("(?i)((?:passw(?:or)?d|pwd|secret|token)['\"]?\\s*[=:]\\s*)['\"]?[^\\s'\"&,;)}]+");

    private Secrets() {}

    /** A URI without user and password, or the same. */
    public static String withoutUserInfo(String uri) {
        return USER_INFO.matcher(uri).replaceAll("//");
    }

    /** Whether a user and a password stand in a URI. */
    public static boolean hasUserInfo(String value) {
        return USER_INFO.matcher(value).find();
    }

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
        String plain = IN_TEXT.matcher(USER_INFO.matcher(value).replaceAll("//(secret)@"))
                .replaceAll("$1(secret)")
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
