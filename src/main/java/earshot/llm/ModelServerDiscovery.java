package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// Finds model servers on this computer, so that they can be suggested to a person, and lists the models of a server.
public final class ModelServerDiscovery {
    private static final Duration LOCAL_TIMEOUT = Duration.ofMillis(800);
    private static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BODY_BYTES = 2 << 20;

    /// The usual ports in the order of suggestion, with the `type` for the settings. Other programs may use these ports: only one that
    /// answers like a model server is found.
    private static final Map<Integer, String> PORTS = new LinkedHashMap<>();

    static {
        PORTS.put(11434, "ollama");
        PORTS.put(1234, "lmstudio");
        PORTS.put(8080, "llamacpp");
        PORTS.put(8000, "vllm");
        PORTS.put(1337, "jan");
        PORTS.put(9997, "xinference");
        PORTS.put(4891, "openai");
    }

    private final HttpClient client;
    private final Time time;
    private final Map<Integer, String> ports;

    ModelServerDiscovery(HttpClient client, Time time) {
        this(client, time, PORTS);
    }

    ModelServerDiscovery(HttpClient client, Time time, Map<Integer, String> ports) {
        this.client = client;
        this.time = time;
        this.ports = ports;
    }

    /// A model server on this computer.
    ///
    /// @param type for `LLM.<alias>.type`
    /// @param address for `LLM.<alias>.base_url`
    /// @param models may be empty: the server runs, but no model was downloaded yet
    public record FoundServer(String type, String address, List<String> models) {}

    /// Asks all usual ports in parallel, for less than a second. Blocks; for virtual threads.
    ///
    /// @param own ports that this program itself listens on, which are left out
    public List<FoundServer> findLocal(Set<Integer> own) {
        Map<Integer, CompletableFuture<HttpResponse<String>>> asked = new LinkedHashMap<>();
        ports.forEach((port, _) -> {
            if (!own.contains(port)) {
                asked.put(port, get(ModelEndpoint.of("127.0.0.1:" + port).orElseThrow().models(), Optional.empty()));
            }
        });
        long begin = time.nanos();
        List<FoundServer> found = new ArrayList<>();
        asked.forEach((port, future) -> {
            Duration left = LOCAL_TIMEOUT.minusNanos(time.nanos() - begin);
            try {
                time.await(future, left.isPositive() ? left : Duration.ofNanos(1)).filter(response -> response.statusCode() == 200)
                    .flatMap(response -> parseModelNames(response.body())).ifPresent(models -> found.add(new FoundServer(ports.get(port), "http://127.0.0.1:" + port + "/v1", models)));
            } catch (CompletionException e) {
                // no server on this port
            } finally {
                future.cancel(true);
            }
        });
        return found;
    }

    /// The names of the models that a server offers. Blocks up to 10 s for each request; for virtual threads.
    ///
    /// @param name of the provider in the settings, for problems
    /// @param address in any form that `base_url` takes
    /// @throws ProblemException when it cannot be reached, or does not answer like a model server
    public List<String> models(String name, String address, Optional<String> key) {
        Optional<String> token = key.map(String::strip).filter(text -> !text.isEmpty());
        ModelEndpoint endpoint = ModelEndpoint.of(address).orElseThrow(() -> incompleteSettings(address, "base_url"));
        if (token.isPresent() && !token.get().matches("[!-~]+")) {
            throw incompleteSettings(address, "api_key");
        }
        ModelErrors modelErrors = new ModelErrors(new ModelConfig(name, endpoint, token, name, JsonNodeFactory.instance.objectNode(), ModelTimeouts.DEFAULT));
        try {
            HttpResponse<String> response = await(get(endpoint.models(), token), modelErrors);
            boolean older = response.statusCode() == 404;
            if (older) {
                response = await(get(endpoint.tags(), token), modelErrors);
            }
            if (response.statusCode() != 200) {
                throw modelErrors.ofStatus(response.statusCode(), response.body(), response.headers(), time);
            }
            String body = response.body();
            return parseModelNames(body).orElseThrow(() -> modelErrors.malformed(body));
        } catch (ModelCallFailure modelCallFailure) {
            throw new ProblemException(modelCallFailure.problem());
        }
    }

    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> asked, ModelErrors modelErrors) throws ModelCallFailure {
        try {
            return time.await(asked, REMOTE_TIMEOUT).orElseThrow(() -> modelErrors.timedOut(REMOTE_TIMEOUT));
        } catch (CompletionException e) {
            throw modelErrors.ofException(e.getCause());
        } finally {
            asked.cancel(true);
        }
    }

    private CompletableFuture<HttpResponse<String>> get(URI address, Optional<String> key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "application/json");
        key.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), MAX_BODY_BYTES));
    }

    /// The model names in a list of OpenAI's or Ollama's format; empty when it is neither.
    private static Optional<List<String>> parseModelNames(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            boolean openAi = tree.path("data").isArray() || tree.path("data").isNull() && tree.path("object").asText().equals("list");
            if (!openAi && !tree.path("models").isArray()) {
                return Optional.empty();
            }
            return Optional.of(Stream.concat(tree.path("data").valueStream().map(model -> model.path("id")), tree.path("models").valueStream().map(model -> model.path("name")))
                .filter(JsonNode::isTextual).map(JsonNode::asText).distinct().toList());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static ProblemException incompleteSettings(String address, String key) {
        return new ProblemException(Problem.of(ProblemCode.PROVIDER_INCOMPLETE, new ProblemSubject.Program(), address.replaceAll("//[^/@]*@", "//***@"), key));
    }
}
