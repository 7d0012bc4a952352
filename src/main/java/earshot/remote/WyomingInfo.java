package earshot.remote;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.catalog.RecognizerType;
import earshot.problem.ProblemException;
import earshot.time.Time;

/// What a server of the Wyoming protocol says of itself: the models that recognize and the voices that speak.
public record WyomingInfo(List<ProviderOffer> models, List<ProviderOffer> voices) {
    /// Where its programs listen unless told otherwise: Piper and other voices, Whisper and other recognizers.
    public static final List<Integer> USUAL_PORTS = List.of(10_200, 10_300);
    private static final String HERE = "127.0.0.1";
    private static final Duration FOUND_WITHIN = Duration.ofMillis(800);
    private static final int MOST_EVENTS = 20;

    /// A server on this computer.
    public record FoundServer(int port, WyomingInfo info) {}

    /// Asks a server. Waits; for virtual threads.
    ///
    /// @throws ProblemException when it cannot be reached, or does not answer like one
    public static WyomingInfo ask(ProviderSettings provider, int usualPort, Time time, Duration limit) {
        URI address = WyomingConnection.address(provider, usualPort);
        try (WyomingConnection connection = new WyomingConnection(time, new ProviderErrors(provider, address), limit)) {
            connection.connect(address);
            connection.send(WyomingEvent.of("describe"));
            for (int events = 0; events < MOST_EVENTS; events++) {
                WyomingEvent event = connection.read();
                if (event.type().equals("info")) {
                    return new WyomingInfo(offers(event.data().path("asr"), "models"), offers(event.data().path("tts"), "voices"));
                }
            }
            throw connection.errors().malformed("no info");
        }
    }

    /// Asks these ports of this computer in parallel, for less than a second. Waits; for virtual threads.
    ///
    /// @param ports what else listens there is left out, as is a server that offers nothing
    public static List<FoundServer> findLocal(List<Integer> ports, Time time) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Optional<FoundServer>>> asked = ports.stream().map(port -> CompletableFuture.supplyAsync(() -> findAt(port, time), threads))
                .toList();
            return asked.stream().flatMap(server -> server.join().stream()).toList();
        }
    }

    private static Optional<FoundServer> findAt(int port, Time time) {
        String type = RecognizerType.WYOMING.entry().typeName();
        ProviderSettings provider = new ProviderSettings(ProviderKind.ASR, type, type,
            JsonNodeFactory.instance.objectNode().put("host", HERE).put("port", port));
        try {
            WyomingInfo info = ask(provider, port, time, FOUND_WITHIN);
            return Optional.of(new FoundServer(port, info)).filter(_ -> !info.models().isEmpty() || !info.voices().isEmpty());
        } catch (ProblemException | CancellationException _) {
            return Optional.empty();
        }
    }

    /// The installed ones first; those that it would have to fetch are offered as well, since it does so by itself.
    private static List<ProviderOffer> offers(JsonNode programs, String kind) {
        List<JsonNode> all = programs.valueStream().flatMap(program -> program.path(kind).valueStream()).filter(each -> each.path("name").isTextual()).toList();
        return Stream.of(true, false).flatMap(installed -> all.stream().filter(each -> each.path("installed").asBoolean(true) == installed))
            .map(each -> new ProviderOffer(each.path("name").asText(),
                each.path("languages").valueStream().filter(JsonNode::isTextual).map(JsonNode::asText).toList()))
            .distinct().toList();
    }
}
