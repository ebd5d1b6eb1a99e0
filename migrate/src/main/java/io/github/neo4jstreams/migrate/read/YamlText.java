package io.github.neo4jstreams.migrate.read;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Compose files, connectors as resources of Kubernetes ({@code kind: KafkaConnector}), its ConfigMaps and the environments of its
 * containers, and values of Neo4j's Helm chart.
 */
final class YamlText {

    private static final int DEEPEST = 40;

    private final String file;
    private final Input input;

    /** Members as ConfigMaps have them, whose settings all containers of the file share. */
    private final List<Source> shared = new ArrayList<>();

    private YamlText(String file, Input input) {
        this.file = file;
        this.input = input;
    }

    static void read(String text, String file, Input input) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(200);
        options.setNestingDepthLimit(DEEPEST);
        YamlText yaml = new YamlText(file, input);
        int documents = 0;
        int sources = input.sources().size();
        try {
            for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
                documents++;
                yaml.document(node);
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            input.problem(
                    new Place(file, mark == null ? 0 : mark.getLine() + 1),
                    "is no valid YAML: "
                            + (e.getProblem() == null
                                    ? "can't be parsed"
                                    : e.getProblem().lines().findFirst().orElse("")));
        } catch (YAMLException e) {
            input.problem(new Place(file, 0), "is no valid YAML");
        }
        yaml.share(input.sources().subList(sources, input.sources().size()));
        if (documents == 0 && input.problems().isEmpty()) {
            input.problem(new Place(file, 1), "is empty");
        }
    }

    /** What ConfigMaps have is each container's; without containers they are a member themselves. */
    private void share(List<Source> added) {
        if (shared.isEmpty()) {
            return;
        }
        List<Setting> settings =
                shared.stream().flatMap(source -> source.settings().stream()).toList();
        added.replaceAll(source -> {
            if (source.kind() != Source.Kind.MEMBER) {
                return source;
            }
            List<Setting> all = new ArrayList<>(settings);
            all.addAll(source.settings());
            return new Source(source.kind(), source.name(), source.host(), all);
        });
        if (added.stream().noneMatch(source -> source.kind() == Source.Kind.MEMBER)) {
            input.add(new Source(Source.Kind.MEMBER, shared.get(0).name(), settings));
        }
    }

    private void document(Node node) {
        if (!(node instanceof MappingNode)) {
            input.problem(place(node), "is no map: expected a compose file with services, or kind: KafkaConnector");
            return;
        }
        Map<String, Node> top = map(node);
        if (top.get("kind") instanceof ScalarNode kind && kind.getValue().equals("KafkaConnector")) {
            connector(top);
            return;
        }
        if (top.containsKey("kind") && top.containsKey("apiVersion")) {
            resource(top, node);
            return;
        }
        if (top.get("config") instanceof MappingNode config && !settings(config).isEmpty()) {
            // values of Neo4j's Helm chart
            input.add(new Source(Source.Kind.MEMBER, JsonText.stem(file), settings(config)));
            return;
        }
        // compose files of the first version have the services at the top
        Node services = top.get("services");
        Map<String, Node> containers = services instanceof MappingNode ? map(services) : top;
        boolean found = false;
        for (Map.Entry<String, Node> container : containers.entrySet()) {
            if (container.getValue() instanceof MappingNode) {
                Map<String, Node> service = map(container.getValue());
                if (service.containsKey("env_file")) {
                    input.note(
                            place(service.get("env_file")),
                            "has an env_file, which is not followed: give the file too");
                }
                if (service.containsKey("environment")) {
                    found = true;
                    Environment.sources(
                            container.getKey(), container.getKey(), variables(service.get("environment")), input);
                }
            }
        }
        if (!found) {
            input.problem(
                    place(node),
                    "has no environment: expected a compose file whose services have one, kind: KafkaConnector, a resource of"
                            + " Kubernetes with env or data, or config of a Helm chart");
        }
    }

    /** Of Kubernetes' resources the environments of containers count, and the data of ConfigMaps, which may be whole files. */
    private void resource(Map<String, Node> top, Node node) {
        String name = top.get("metadata") instanceof MappingNode metadata
                        && map(metadata).get("name") instanceof ScalarNode scalar
                ? scalar.getValue()
                : JsonText.stem(file);
        int sources = input.sources().size();
        String kind = top.get("kind") instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (kind.equals("Secret")) {
            input.note(place(node), "is a Secret, which is not read: give its variables to the application");
            return;
        }
        if (kind.equals("ConfigMap") && top.get("data") instanceof MappingNode data) {
            List<Environment.Variable> variables = new ArrayList<>();
            for (NodeTuple tuple : tuples(data)) {
                String value = text(tuple.getValueNode());
                if (key(tuple).matches(".*\\.(conf|json|properties|env|ya?ml)") && value != null) {
                    // lines as they are in this file
                    int first = tuple.getValueNode().getStartMark().getLine() + 1;
                    InputReader.one(key(tuple), "\n".repeat(first) + value, file, input);
                } else if (key(tuple).startsWith(Environment.NEO4J)
                        || key(tuple).startsWith(Environment.CONNECT)) {
                    variables.add(new Environment.Variable(place(tuple.getKeyNode()), key(tuple), value));
                }
            }
            Environment.sources(name, null, variables, input);
            List<Source> added =
                    input.sources().subList(sources, input.sources().size());
            added.stream().filter(source -> source.kind() == Source.Kind.MEMBER).forEach(shared::add);
            added.removeAll(shared);
        }
        environments(node, name, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private void environments(Node node, String name, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> environments(element, name, seen));
        } else if (node instanceof MappingNode) {
            map(node).forEach((key, value) -> {
                if (key.equals("env") && value instanceof SequenceNode) {
                    Environment.sources(name, null, variables(value), input);
                } else {
                    environments(value, name, seen);
                }
            });
        }
    }

    /** The keys of the plugin and of the server in a map, if there are some of the plugin. */
    private List<Setting> settings(Node config) {
        List<Setting> settings = new ArrayList<>();
        for (NodeTuple tuple : tuples(config)) {
            if (text(tuple.getValueNode()) != null) {
                settings.add(Setting.of(place(tuple.getKeyNode()), key(tuple), text(tuple.getValueNode())));
            }
        }
        return settings.stream().anyMatch(setting -> setting.key().matches("(streams|kafka)\\..*"))
                ? settings
                : List.of();
    }

    private void connector(Map<String, Node> top) {
        Map<String, Node> spec = top.get("spec") instanceof MappingNode ? map(top.get("spec")) : Map.of();
        Map<String, Node> metadata = top.get("metadata") instanceof MappingNode ? map(top.get("metadata")) : Map.of();
        List<Setting> settings = new ArrayList<>();
        String name = metadata.get("name") instanceof ScalarNode scalar ? scalar.getValue() : JsonText.stem(file);
        settings.add(Setting.of(
                metadata.containsKey("name") ? place(metadata.get("name")) : new Place(file, 1), "name", name));
        scalar(spec, "class", "connector.class", settings);
        scalar(spec, "tasksMax", "tasks.max", settings);
        for (Map.Entry<String, Node> other : spec.entrySet()) {
            if (!List.of("class", "tasksMax", "config").contains(other.getKey())) {
                if (other.getValue() instanceof ScalarNode) {
                    scalar(spec, other.getKey(), other.getKey(), settings);
                } else {
                    input.note(place(other.getValue()), other.getKey() + " is not part of the config, and left out");
                }
            }
        }
        if (spec.get("config") instanceof MappingNode config) {
            for (NodeTuple tuple : tuples(config)) {
                String value = text(tuple.getValueNode());
                if (value == null) {
                    input.problem(
                            place(tuple.getKeyNode()), key(tuple) + " must be text, as all settings of a connector");
                } else {
                    settings.add(Setting.of(place(tuple.getKeyNode()), key(tuple), value));
                }
            }
        }
        input.add(new Source(Source.Kind.CONNECTOR, name, settings));
    }

    private void scalar(Map<String, Node> map, String name, String key, List<Setting> settings) {
        if (map.get(name) instanceof ScalarNode node) {
            settings.add(new Setting(place(node), key, name, node.getValue()));
        }
    }

    private List<Environment.Variable> variables(Node environment) {
        List<Environment.Variable> variables = new ArrayList<>();
        if (environment instanceof MappingNode) {
            for (NodeTuple tuple : tuples(environment)) {
                Node value = tuple.getValueNode();
                if (value instanceof ScalarNode) {
                    variables.add(new Environment.Variable(place(tuple.getKeyNode()), key(tuple), composed(value)));
                } else {
                    input.problem(place(tuple.getKeyNode()), key(tuple) + " must be text, as all variables");
                }
            }
        } else if (environment instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                if (element instanceof ScalarNode text) {
                    Environment.Variable variable =
                            Environment.Variable.of(place(element), Environment.substituted(text.getValue()));
                    if (variable.name().isEmpty()) {
                        input.problem(place(element), "is no NAME=value");
                    } else {
                        variables.add(variable);
                    }
                } else if (element instanceof MappingNode && map(element).get("name") instanceof ScalarNode name) {
                    // as Kubernetes has it; with valueFrom there is no value
                    Node value = map(element).get("value");
                    variables.add(
                            new Environment.Variable(place(name), name.getValue(), value == null ? null : text(value)));
                } else {
                    input.problem(
                            place(element),
                            "is no NAME=value: YAML takes it for a map, because of a ': ' in it; put quotes around the whole");
                }
            }
        } else if (!(environment instanceof ScalarNode scalar
                && scalar.getValue().isEmpty())) {
            input.problem(place(environment), "environment must be a map or a list");
        }
        return variables;
    }

    /** The value of a scalar, null if it says null or is none. */
    private static String text(Node node) {
        return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
                ? scalar.getValue().strip()
                : null;
    }

    /** The same in a compose file, where two dollar signs are one, and one begins a variable. */
    private static String composed(Node node) {
        String text = text(node);
        return text == null ? null : Environment.substituted(text);
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private Place place(Node node) {
        return new Place(
                file, node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1);
    }

    private Map<String, Node> map(Node node) {
        Map<String, Node> map = new LinkedHashMap<>();
        tuples(node).forEach(tuple -> map.put(key(tuple), tuple.getValueNode()));
        return map;
    }

    /** Those of a map, and those that {@code <<} brings in and the map doesn't have itself. */
    private static List<NodeTuple> tuples(Node node) {
        Map<String, NodeTuple> all = new LinkedHashMap<>();
        List<NodeTuple> own = new ArrayList<>();
        tuples(node, own, all, Collections.newSetFromMap(new IdentityHashMap<>()));
        return own;
    }

    /** @param seen an anchor may lead back to itself */
    private static void tuples(Node node, List<NodeTuple> answer, Map<String, NodeTuple> known, Set<Node> seen) {
        if (!(node instanceof MappingNode mapping) || !seen.add(node)) {
            return;
        }
        List<Node> merged = new ArrayList<>();
        Set<String> names = new HashSet<>(known.keySet());
        for (NodeTuple tuple : mapping.getValue()) {
            if (!key(tuple).equals("<<")) {
                // what is twice in one map stays twice: it is said later
                if (!names.contains(key(tuple))) {
                    answer.add(tuple);
                    known.put(key(tuple), tuple);
                }
            } else if (tuple.getValueNode() instanceof SequenceNode several) {
                merged.addAll(several.getValue());
            } else {
                merged.add(tuple.getValueNode());
            }
        }
        merged.forEach(other -> tuples(other, answer, known, seen));
    }
}
