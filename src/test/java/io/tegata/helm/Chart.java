package io.tegata.helm;

import io.tegata.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chart under {@code helm/}, and what the real helm makes of it. */
final class Chart {

    /** What a release is called unless a test says otherwise. */
    static final String RELEASE = "tegata-migrate";

    private static final String NAMESPACE = "payments";

    /** A helm that was not built by its makers takes Kubernetes to be very old. */
    private static final String KUBERNETES = "1.34.0";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final Tool helm = Tool.named("helm");

    Chart(String name) {
        this.folder = Path.of("..", "..", "helm", name);
    }

    /** The argument that takes the values file {@code ci/<name>-values.yaml}. */
    String example(String name) {
        return "--values=" + folder.resolve("ci").resolve(name + "-values.yaml");
    }

    Tool.Answer lint(String example) {
        return helm.run(
                List.of(
                        "lint",
                        "--strict",
                        "--kube-version=" + KUBERNETES,
                        folder.toString(),
                        example(example)));
    }

    /** The chart's text for a release of that name, with these arguments of helm's. */
    Tool.Answer template(String release, List<String> arguments) {
        var all =
                new ArrayList<>(
                        List.of(
                                "template",
                                release,
                                folder.toString(),
                                "--namespace=" + NAMESPACE,
                                "--kube-version=" + KUBERNETES));
        all.addAll(arguments);
        return helm.run(all);
    }

    /** The objects of that kind in the chart's text, in its order. */
    static List<JsonNode> objects(String text, String kind) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new Yaml(new SafeConstructor(options)).loadAll(text);
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> JSON.<JsonNode>valueToTree(document))
                .filter(object -> object.path("kind").asString("").equals(kind))
                .toList();
    }

    /** The texts of an array. */
    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asString()));
        return texts;
    }
}
