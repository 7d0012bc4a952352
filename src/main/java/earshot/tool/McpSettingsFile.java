package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.store.BoundedFile;

/// Parses the file that names tool servers, in the format that xiaozhi servers and desktop assistants share:
/// `{"mcpServers": {"<name>": {"command", "args", "env"} or {"url", "headers"}}}`.
final class McpSettingsFile {
    static final String EMPTY_FILE = "{\n  \"mcpServers\": {}\n}\n";
    private static final int MAX_BYTES = 1 << 20;

    /// How to reach a server. Records, so that an unchanged entry is recognised by equality.
    sealed interface Entry {
        record Program(List<String> command, Map<String, String> environment) implements Entry {
            /// Leaves out the environment: it holds keys.
            @Override
            public String toString() {
                return "Program[" + command.getFirst() + "]";
            }
        }

        /// @param sse whether the server uses the older SSE transport
        record Http(URI address, Map<String, String> headers, boolean sse) implements Entry {
            /// Leaves out headers and query: they hold keys.
            @Override
            public String toString() {
                return "Http[" + address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()) + address.getPath() + "]";
            }
        }

        /// An entry that names no usable server, with the reason in one sentence.
        record Unusable(String why) implements Entry {}
    }

    private McpSettingsFile() {}

    /// The enabled entries by name, in file order.
    ///
    /// @throws IOException when the file cannot be read or does not have this format
    static Map<String, Entry> read(Path file) throws IOException {
        JsonNode servers = JSON.readTree(BoundedFile.read(file, MAX_BYTES)).path("mcpServers");
        if (!servers.isObject() && !servers.isMissingNode()) {
            throw new IOException("mcpServers is no object");
        }
        Map<String, Entry> all = new LinkedHashMap<>();
        servers.properties().forEach(one -> {
            JsonNode section = one.getValue();
            if (!section.path("disabled").asBoolean(false)) {
                all.put(one.getKey(), entry(section));
            }
        });
        return all;
    }

    private static Entry entry(JsonNode section) {
        String command = section.path("command").asText("").strip();
        String url = section.path("url").asText("").strip();
        if (!command.isEmpty()) {
            List<String> words = new ArrayList<>(List.of(command));
            section.path("args").forEach(argument -> words.add(argument.asText()));
            return new Entry.Program(List.copyOf(words), texts(section.path("env")));
        }
        if (url.isEmpty()) {
            return new Entry.Unusable("it has neither a command nor a url");
        }
        Map<String, String> headers = new LinkedHashMap<>(texts(section.path("headers")));
        Optional.of(section.path("API_ACCESS_TOKEN").asText("")).filter(token -> !token.isBlank()).ifPresent(token -> headers.putIfAbsent("Authorization", "Bearer " + token));
        try {
            URI address = new URI(url);
            boolean web = ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) && address.getHost() != null;
            return web ? new Entry.Http(address, Map.copyOf(headers), events(section.path("transport").asText(""), address)) : new Entry.Unusable("its url is no http address");
        } catch (java.net.URISyntaxException e) {
            return new Entry.Unusable("its url is no http address");
        }
    }

    /// Without an explicit transport the address decides: nearly all SSE servers use a path that ends in `/sse`.
    private static boolean events(String transport, URI address) {
        return transport.equals("sse") || transport.isEmpty() && address.getPath() != null && address.getPath().endsWith("/sse");
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText("")));
        return Map.copyOf(texts);
    }
}
