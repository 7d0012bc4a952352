package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The file that names servers of tools, in the form of xiaozhi servers and of the desktop programs that began with it:
/// `{"mcpServers": {"<name>": {"command", "args", "env"} or {"url", "headers"}}}`.
final class McpSettings {
    static final String EMPTY = "{\n  \"mcpServers\": {}\n}\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What is to be reached, and how. Records, so that an entry that was not changed is known by being equal.
    sealed interface Entry {
        record Program(List<String> command, Map<String, String> environment) implements Entry {
            /// Without the environment: it holds keys.
            @Override
            public String toString() {
                return "Program[" + command.getFirst() + "]";
            }
        }

        /// @param events whether it speaks the older transport, with one stream of events
        record Http(URI address, Map<String, String> headers, boolean events) implements Entry {
            /// Without headers and query: they hold keys.
            @Override
            public String toString() {
                return "Http[" + address.getScheme() + "://" + address.getAuthority() + address.getPath() + "]";
            }
        }

        /// @param why it cannot be used, one sentence
        record Unusable(String why) implements Entry {}
    }

    private McpSettings() {}

    /// @throws IOException when the file is there and is not of this form
    static Map<String, Entry> read(Path file) throws IOException {
        JsonNode servers = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8)).path("mcpServers");
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

    /// Where nothing says which transport it is, its address does, by a habit that nearly all share.
    private static boolean events(String transport, URI address) {
        return transport.equals("sse") || transport.isEmpty() && address.getPath() != null && address.getPath().endsWith("/sse");
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText("")));
        return Map.copyOf(texts);
    }
}
