package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.catalog.ModelVendor;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.HttpCall;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.remote.RetryPolicy;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// Finds model servers on this computer, so that they can be suggested to a person, and lists the models of a server.
public final class ModelServerDiscovery {
    private static final Duration LOCAL_TIMEOUT = Duration.ofMillis(800);
    private static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(10);
    /// The list of an older Ollama, next to the API that it shares with other servers.
    private static final String OLLAMA_MODELS = "/api/tags";
    private static final int MAX_BODY_BYTES = 2 << 20;

    /// The usual ports in the order of suggestion, with the `type` for the settings. Other programs may use these ports: only one that
    /// answers like a model server is found.
    private static final Map<Integer, String> PORTS = new LinkedHashMap<>();

    static {
        for (ModelVendor vendor : ModelVendor.values()) {
            vendor.entry().usualAddress().map(URI::create).filter(address -> address.getHost().equals("127.0.0.1"))
                .ifPresent(address -> PORTS.putIfAbsent(address.getPort(), vendor.entry().typeName()));
        }
        // GPT4All, which has no type of its own
        PORTS.put(4891, ModelVendor.OPENAI.entry().typeName());
    }

    private final SharedHttpClient sharedHttpClient;
    private final Map<Integer, String> ports;

    ModelServerDiscovery(SharedHttpClient sharedHttpClient) {
        this(sharedHttpClient, PORTS);
    }

    ModelServerDiscovery(SharedHttpClient sharedHttpClient, Map<Integer, String> ports) {
        this.sharedHttpClient = sharedHttpClient;
        this.ports = ports;
    }

    /// A model server on this computer.
    ///
    /// @param models may be empty: the server runs, but no model was downloaded yet
    public record FoundServer(String type, String address, List<String> models) {}

    /// Asks all usual ports in parallel, for less than a second. Blocks; for virtual threads.
    ///
    /// @param own ports that this program itself listens on, which are left out
    public List<FoundServer> findLocal(Set<Integer> own) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Optional<FoundServer>>> asked = ports.keySet().stream().filter(port -> !own.contains(port))
                .map(port -> CompletableFuture.supplyAsync(() -> findAt(port), threads)).toList();
            return asked.stream().flatMap(server -> server.join().stream()).toList();
        }
    }

    private Optional<FoundServer> findAt(int port) {
        ProviderAddress address = ProviderAddress.parse("127.0.0.1:" + port).orElseThrow();
        try (HttpCall call = new HttpCall(sharedHttpClient, request(address.function(ProviderAddress.MODELS), Optional.empty()), LOCAL_TIMEOUT)) {
            return call
                .await(() -> call.response().statusCode() == 200
                    ? parseModelNames(new String(call.response().body().readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8))
                    : Optional.<List<String>>empty())
                .map(models -> new FoundServer(ports.get(port), address.root(), models));
        } catch (IOException _) {
            // no model server on this port
            return Optional.empty();
        }
    }

    /// The names of the models that a server offers. Blocks up to 10 s for each request; for virtual threads.
    ///
    /// @param name of the provider in the settings, for problems
    /// @param address in any form that `base_url` takes
    /// @throws ProblemException when it cannot be reached, or does not answer like a model server
    public List<String> models(String name, String address, Optional<String> key) {
        ProviderSettings provider = new ProviderSettings(ProviderKind.LLM, name, name,
            JsonNodeFactory.instance.objectNode().put("api_key", key.orElse("").strip()));
        if (!provider.hasUsableKey()) {
            throw ProviderErrors.incomplete(provider, "api_key");
        }
        ProviderAddress parsed = ProviderAddress.parse(address).orElseThrow(() -> ProviderErrors.incomplete(provider, "base_url"));
        ProviderErrors errors = new ProviderErrors(provider, name, parsed.root());
        try {
            return models(errors, parsed.function(ProviderAddress.MODELS));
        } catch (ProblemException e) {
            if (e.problem().code() != ProblemCode.PROVIDER_NOT_FOUND) {
                throw e;
            }
            return models(errors, parsed.beside(OLLAMA_MODELS));
        }
    }

    private List<String> models(ProviderErrors errors, URI list) {
        try (ProviderCall call = new ProviderCall(sharedHttpClient, errors, RetryPolicy.MODEL, REMOTE_TIMEOUT)) {
            call.send(request(list, errors.provider().key()));
            String body = call.text(MAX_BODY_BYTES);
            return parseModelNames(body).orElseThrow(() -> errors.malformed(body));
        }
    }

    private static HttpRequest request(URI address, Optional<String> key) {
        return SharedHttpClient.request(address, key).header("Accept", "application/json").build();
    }

    /// The model names in a list of OpenAI's or Ollama's format; empty when it is neither.
    private static Optional<List<String>> parseModelNames(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            boolean openAi = tree.path("data").isArray() || tree.path("data").isNull() && tree.path("object").asText().equals("list");
            if (!openAi && !tree.path("models").isArray()) {
                return Optional.empty();
            }
            return Optional.of(Stream
                .concat(tree.path("data").valueStream().map(model -> model.path("id")), tree.path("models").valueStream().map(model -> model.path("name")))
                .filter(JsonNode::isTextual).map(JsonNode::asText).distinct().toList());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
