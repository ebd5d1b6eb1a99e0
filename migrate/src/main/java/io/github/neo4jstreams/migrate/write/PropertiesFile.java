package io.github.neo4jstreams.migrate.write;

import io.github.neo4jstreams.migrate.translate.Properties;

/** The properties of the application, as {@link java.util.Properties} reads them. */
final class PropertiesFile {

    static final String NAME = "application.properties";

    private PropertiesFile() {}

    static String text(Properties properties) {
        StringBuilder text = new StringBuilder("# Secrets are looked up in the environment: {{env:NAME}}\n"
                + "camel.main.routes-include-pattern = file:routes/*.yaml\n");
        properties.all().forEach((name, property) -> {
            if (property.comment() != null) {
                text.append("# ").append(property.comment()).append('\n');
            }
            text.append(key(name)).append(" = ").append(value(property.value())).append('\n');
        });
        return text.toString();
    }

    private static String key(String name) {
        return escape(name).replace(" ", "\\ ").replace(":", "\\:").replace("=", "\\=");
    }

    private static String value(String value) {
        return escape(value);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (c < 0x20 || c > 0x7E) {
                        escaped.append(String.format("\\u%04x", c));
                    } else {
                        escaped.append((char) c);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
