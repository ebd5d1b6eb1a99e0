package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Fate;
import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How a connector finds the graph and logs in: once on the component, and on the endpoints of connectors that differ. */
final class Connection {

    private static final String COMPONENT = "camel.component.neo4j-streams.";

    private static final Set<String> ENCRYPTION = Set.of(
            "neo4j.encryption.trust.strategy",
            "neo4j.encryption.ca.certificate.path",
            "neo4j.security.trust-strategy",
            "neo4j.security.cert-files",
            "neo4j.security.hostname-verification-enabled");

    private static final Set<String> OF_SECRETS = Set.of("password", "token", "kerberosAuthTicket");

    private final Work work;
    private final Settings settings;
    private final Map<Setting, Known> known;
    private final String unit;
    private final boolean older;

    /** Settings with secrets by the variables that have their values; no more than one, as there is one way to log in. */
    private final Map<String, Setting> secrets = new LinkedHashMap<>();

    Connection(Work work, Settings settings, Map<Setting, Known> known, String unit, boolean older) {
        this.work = work;
        this.settings = settings;
        this.known = known;
        this.unit = unit;
        this.older = older;
    }

    void apply(List<Route> routes) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("serverUri", uri());
        credentials(options);
        encryption(options);
        known.forEach((setting, entry) -> {
            if (entry.entry().fate() == Fate.OPTION) {
                if (setting.isBlank()) {
                    work.findings.add(Severity.DROPPED, setting, "has no value");
                } else {
                    work.option(setting, entry).ifPresent(value -> {
                        options.put(entry.entry().becomes(), value);
                        work.findings.add(
                                Severity.TRANSLATED,
                                setting,
                                COMPONENT + Names.kebab(entry.entry().becomes()));
                    });
                }
            }
        });
        retryTime(options);
        place(options, routes);
    }

    private void retryTime(Map<String, Object> options) {
        if (!options.containsKey("retryTimeout")) {
            work.findings.add(
                    Severity.DEFAULT,
                    (older ? "neo4j.retry.backoff.msecs" : "neo4j.max-retry-time")
                            + " isn't set, which is 30 seconds, after which the task failed until somebody restarted it. retryTimeout"
                            + " is 2 minutes here, and then the batch is read again, until it is written");
        }
    }

    private String uri() {
        Setting setting = settings.has("neo4j.uri") ? settings.get("neo4j.uri") : settings.get("neo4j.server.uri");
        if (setting == null || setting.isBlank()) {
            work.findings.add(
                    older ? Severity.DEFAULT : Severity.HAND,
                    older
                            ? "neo4j.server.uri isn't set, which is bolt://localhost:7687; server-uri is neo4j://localhost:7687"
                            : "neo4j.uri isn't set, without which the connector doesn't start: say in " + COMPONENT
                                    + "server-uri where the servers are");
            if (setting != null) {
                work.findings.add(Severity.HAND, setting, "has no value");
            }
            return "neo4j://localhost:7687";
        }
        String value = Placeholders.translate(setting.value().strip().replaceAll("\\s*,\\s*", ","), "NEO4J_URI");
        boolean secured = value.contains("+s://") || value.contains("+ssc://") || value.contains("neo4js");
        String uri = value.replace("bolt+routing://", "neo4j://");
        List<String> said = new ArrayList<>();
        if (Secrets.hasUserInfo(uri)) {
            uri = Secrets.withoutUserInfo(uri);
            said.add("the user and password in it are left out, a URI is no place for them");
        }
        if (uri.contains(",") && uri.startsWith("bolt")) {
            uri = uri.replace("bolt", "neo4j");
            said.add("several servers need neo4j://");
        } else if (uri.startsWith("bolt")) {
            work.findings.add(
                    Severity.TRAP,
                    "bolt:// goes to one server. If that is a member of a cluster the routes refuse it, and name the neo4j:// URI to"
                            + " use: writes to a member that isn't the leader failed before, too");
        }
        if (!secured && encrypted()) {
            String suffix = trustsAll() ? "+ssc://" : "+s://";
            if (!hasCertificates()) {
                uri = uri.replace("://", suffix);
                said.add("with " + suffix + " because it is encrypted");
            }
        }
        if (!uri.matches("(?s)(neo4j|bolt)(\\+s|\\+ssc)?://.*") && !uri.startsWith("{{")) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "begins with none of neo4j://, neo4j+s://, neo4j+ssc:// and bolt://: correct " + COMPONENT
                            + "server-uri");
            return "neo4j://localhost:7687";
        }
        work.findings.add(
                Severity.TRANSLATED,
                setting,
                COMPONENT + "server-uri" + (said.isEmpty() ? "" : "; " + String.join("; ", said)));
        return uri;
    }

    private boolean encrypted() {
        return settings.value("neo4j.encryption.enabled", "neo4j.security.encrypted")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    private boolean trustsAll() {
        String strategy = settings.value("neo4j.encryption.trust.strategy", "neo4j.security.trust-strategy")
                .orElse(older ? "TRUST_ALL_CERTIFICATES" : "TRUST_SYSTEM_CA_SIGNED_CERTIFICATES");
        return strategy.equalsIgnoreCase("TRUST_ALL_CERTIFICATES");
    }

    private boolean hasCertificates() {
        return settings.value("neo4j.encryption.trust.strategy", "neo4j.security.trust-strategy")
                        .filter("TRUST_CUSTOM_CA_SIGNED_CERTIFICATES"::equalsIgnoreCase)
                        .isPresent()
                && settings.value("neo4j.encryption.ca.certificate.path", "neo4j.security.cert-files")
                        .isPresent();
    }

    private void encryption(Map<String, Object> options) {
        boolean secured = options.get("serverUri").toString().matches("(?s).*\\+s(sc)?://.*");
        if (!encrypted()) {
            known.keySet().stream()
                    .filter(setting -> ENCRYPTION.contains(setting.key()))
                    .forEach(setting -> work.findings.add(
                            Severity.DROPPED,
                            setting,
                            secured
                                    ? "did nothing: the scheme of the URI says it"
                                    : "did nothing: connections aren't encrypted"));
            return;
        }
        boolean named = settings.value("neo4j.security.hostname-verification-enabled")
                .filter("false"::equalsIgnoreCase)
                .isEmpty();
        if (!hasCertificates()) {
            if (!named && !trustsAll()) {
                work.findings.add(
                        Severity.HAND,
                        settings.get("neo4j.security.hostname-verification-enabled"),
                        "can be false only with certificates of your own: name their file in " + COMPONENT
                                + "trusted-certificates, with neo4j:// in server-uri, and set " + COMPONENT
                                + "hostname-verification = false");
            }
            return;
        }
        Setting files = settings.has("neo4j.security.cert-files")
                ? settings.get("neo4j.security.cert-files")
                : settings.get("neo4j.encryption.ca.certificate.path");
        options.put("trustedCertificates", Placeholders.translate(files.value().strip(), "NEO4J_CERTIFICATES"));
        if (files.value().contains(",")) {
            work.findings.add(
                    Severity.HAND,
                    files,
                    "names several files; put them into one PEM file, and name that in trusted-certificates");
        }
        if (!named) {
            options.put("hostnameVerification", false);
        }
    }

    private void credentials(Map<String, Object> options) {
        String type =
                settings.value("neo4j.authentication.type").orElse("BASIC").toUpperCase(Locale.ROOT);
        unusedCredentials(type);
        switch (type) {
            case "NONE" ->
                settings.value("neo4j.authentication.basic.username")
                        .ifPresent(
                                user -> work.findings.add(
                                        Severity.TRAP,
                                        "neo4j.authentication.type is NONE, so the user name and password beside it did nothing; they are left out"));
            case "BASIC" -> {
                String user =
                        settings.value("neo4j.authentication.basic.username").orElse(null);
                if (user == null) {
                    work.findings.add(
                            Severity.HAND,
                            "neo4j.authentication.basic.username isn't set, with which the connector didn't log in: set "
                                    + COMPONENT + "username");
                }
                options.put("username", Placeholders.translate(user == null ? "neo4j" : user, "NEO4J_USERNAME"));
                options.put("password", secret("neo4j.authentication.basic.password", "NEO4J_PASSWORD"));
                settings.value("neo4j.authentication.basic.realm").ifPresent(realm -> options.put("realm", realm));
            }
            case "KERBEROS" ->
                options.put(
                        "kerberosAuthTicket", secret("neo4j.authentication.kerberos.ticket", "NEO4J_KERBEROS_TICKET"));
            case "BEARER" -> options.put("token", secret("neo4j.authentication.bearer.token", "NEO4J_TOKEN"));
            default -> {
                Setting setting = settings.get("neo4j.authentication.type");
                work.findings.add(
                        Severity.HAND,
                        setting,
                        type.equals("CUSTOM")
                                ? "CUSTOM: write a bean AuthTokenManager that makes the token, and name it in "
                                        + COMPONENT + "auth-token-manager"
                                : Secrets.shown("type", setting.value())
                                        + " is not NONE, BASIC, KERBEROS, BEARER or CUSTOM");
            }
        }
    }

    /** Of the ways to log in one counts, whatever else is set. */
    private void unusedCredentials(String type) {
        String used = "neo4j.authentication." + type.toLowerCase(Locale.ROOT) + ".";
        known.keySet().stream()
                .filter(setting -> setting.key().startsWith("neo4j.authentication."))
                .filter(setting -> !setting.key().equals("neo4j.authentication.type")
                        && !setting.key().startsWith(used))
                .forEach(setting -> work.findings.add(
                        Severity.DROPPED,
                        setting,
                        "did nothing: neo4j.authentication.type is " + Secrets.shown("type", type)));
    }

    /** What Connect looks up stays a look-up; a secret in the file goes into the environment. */
    private String secret(String key, String variable) {
        if (settings.has(key)) {
            secrets.put(variable, settings.get(key));
        }
        String translated = Placeholders.translate(settings.value(key).orElse(""), variable);
        return translated.matches("\\{\\{env:[^:}]+}}") ? translated : Placeholders.secret(variable);
    }

    /** On the component, unless another connector has said otherwise there. */
    private void place(Map<String, Object> options, List<Route> routes) {
        boolean differs = options.entrySet().stream()
                .anyMatch(option -> differs(COMPONENT + Names.kebab(option.getKey()), option.getValue()));
        secrets.forEach((variable, setting) -> options.replaceAll((option, value) -> {
            // the secret of another connection is another one
            Object own = differs && value.equals(Placeholders.secret(variable))
                    ? Placeholders.secret(Placeholders.variable(variable + "_", unit))
                    : value;
            if (OF_SECRETS.contains(option)) {
                work.findings.add(
                        Severity.TRANSLATED,
                        setting,
                        (differs ? unit + "." : COMPONENT) + Names.kebab(option) + " = " + own
                                + "; the environment must have the value");
            }
            return own;
        }));
        if (!differs) {
            options.forEach((option, value) -> work.properties.offer(
                    COMPONENT + Names.kebab(option),
                    value.toString(),
                    OF_SECRETS.contains(option) ? "the environment must have it" : null));
            return;
        }
        options.forEach((option, value) -> {
            String property = unit + "." + Names.kebab(option);
            work.properties.put(property, value.toString(), null);
            routes.forEach(route -> route.option(option, "{{" + property + "}}"));
        });
        routes.forEach(route -> route.elsewhere());
        work.findings.add(
                Severity.TRAP,
                unit + " has another connection than the files before it: it has its own, on its routes, as " + unit
                        + ".server-uri and so on in application.properties");
    }

    private boolean differs(String property, Object value) {
        Properties.Property before = work.properties.all().get(property);
        return before != null && !before.value().equals(value.toString());
    }
}
