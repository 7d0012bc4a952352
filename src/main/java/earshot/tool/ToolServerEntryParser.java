package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;

/// Reads the entry of one tool server as xiaozhi servers and desktop programs write it: Claude Desktop, Cursor, VS Code, Windsurf, Cline, Roo, Cherry
/// Studio, Zed, opencode, Gemini CLI. What no program calls by another name has one name here.
final class ToolServerEntryParser {
    private static final List<String> URLS = List.of("url", "baseUrl", "base_url", "serverUrl", "server_url", "httpUrl", "sseUrl", "endpoint", "uri");
    private static final List<String> ENVIRONMENTS = List.of("env", "environment", "envs");
    private static final List<String> DIRECTORIES = List.of("cwd", "workingDirectory", "working_directory", "workDir");
    private static final List<String> SWITCHES = List.of("enabled", "isActive", "is_active", "active");
    /// Their arguments are programs, which have variables of their own.
    private static final Set<String> CODE_OPTIONS = Set.of("-c", "-lc", "-e", "/c", "-Command");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /// What `type` or `transport` may say.
    private enum EntryType {
        PROGRAM("stdio", "local"),
        HTTP("http", "streamablehttp", "streamable", "httpstream"),
        SSE("sse"),
        REMOTE("remote"),
        /// A server inside the program that its entry comes from.
        INTERNAL("inmemory", "builtin"),
        UNKNOWN();

        private final Set<String> names;

        EntryType(String... names) {
            this.names = Set.of(names);
        }

        /// Each program has hyphens and capitals of its own.
        static EntryType of(String written) {
            String plain = LetterCase.lower(written).replaceAll("[^a-z]", "");
            return Arrays.stream(values()).filter(type -> type.names.contains(plain)).findFirst().orElse(UNKNOWN);
        }
    }

    private final JsonNode section;
    private final EntryVariables variables;

    private ToolServerEntryParser(JsonNode section, Function<String, Optional<String>> environment) {
        this.section = section;
        variables = new EntryVariables(environment);
    }

    /// The entry; empty when it is switched off.
    ///
    /// @param environment gives the values of variables
    static Optional<ToolServerEntry> parse(JsonNode section, Function<String, Optional<String>> environment) {
        boolean off = section.path("disabled").asBoolean(false) || SWITCHES.stream().anyMatch(name -> !section.path(name).asBoolean(true));
        return off ? Optional.empty() : Optional.of(new ToolServerEntryParser(section, environment).parse());
    }

    private ToolServerEntry parse() {
        List<String> command = command();
        EntryType type = EntryType.of(section.path("type").asText(section.path("transport").asText(section.path("transportType").asText(""))));
        Optional<String> url = URLS.stream().map(name -> section.path(name).asText("").strip()).filter(text -> !text.isEmpty()).findFirst();
        boolean remote = url.isPresent() && type != EntryType.PROGRAM && (command.isEmpty() || type != EntryType.UNKNOWN);
        if (type == EntryType.INTERNAL) {
            return unusable(ProblemReason.TOOL_SERVER_INTERNAL, "");
        }
        if (!remote && command.isEmpty()) {
            return unusable(ProblemReason.TOOL_SERVER_NO_COMMAND, "");
        }
        ToolServerEntry entry = remote ? http(url.get(), type) : program(command);
        if (!variables.unfilled().isEmpty()) {
            return new ToolServerEntry.Unfilled(variables.unfilled());
        }
        ToolFilter filter = ToolFilter.of(section);
        return filter.equals(ToolFilter.ALL) || entry instanceof ToolServerEntry.Unusable ? entry : new ToolServerEntry.Filtered(entry, filter);
    }

    private List<String> command() {
        JsonNode command = section.path("command");
        JsonNode owner = command.isObject() ? command : section;
        JsonNode first = command.isObject() ? command.path("path") : command;
        List<String> words = new ArrayList<>();
        if (first.isArray()) {
            first.forEach(word -> words.add(word.asText()));
        } else if (!first.asText("").isBlank()) {
            words.add(first.asText().strip());
        }
        if (!words.isEmpty()) {
            JsonNode arguments = owner.path("args").isMissingNode() ? owner.path("arguments") : owner.path("args");
            words.addAll(
                arguments.isTextual() ? words(arguments.textValue()) : StreamSupport.stream(arguments.spliterator(), false).map(JsonNode::asText).toList());
        }
        return words;
    }

    private ToolServerEntry program(List<String> command) {
        Map<String, String> environment = new LinkedHashMap<>();
        String file = section.path("envFile").asText("").strip();
        if (!file.isEmpty()) {
            String path = variables.fill(file, Map.of());
            try {
                environment.putAll(EnvironmentFile.read(Path.of(path)));
            } catch (IOException | InvalidPathException _) {
                return unusable(ProblemReason.TOOL_SERVER_ENV_FILE, path);
            }
        }
        JsonNode nested = section.path("command").path("env");
        (nested.isMissingNode() ? texts(ENVIRONMENTS) : texts(nested)).forEach((name, value) -> environment.put(name, variables.fillValue(value, environment)));
        boolean code = command.stream().anyMatch(CODE_OPTIONS::contains);
        List<String> words = command.stream().map(word -> code ? variables.fillKnown(word, environment) : variables.fill(word, environment)).toList();
        Optional<String> directory = DIRECTORIES.stream().map(name -> section.path(name).asText("").strip()).filter(text -> !text.isEmpty()).findFirst();
        return new ToolServerEntry.Program(words, environment, directory.map(path -> variables.fill(path, environment)));
    }

    private ToolServerEntry http(String url, EntryType type) {
        Map<String, String> own = texts(ENVIRONMENTS);
        Map<String, String> headers = new LinkedHashMap<>();
        texts(List.of("headers", "http_headers", "requestHeaders")).forEach((name, value) -> headers.put(name, variables.fillValue(value, own)));
        Optional.of(section.path("API_ACCESS_TOKEN").asText("")).filter(token -> !token.isBlank())
            .ifPresent(token -> headers.putIfAbsent("Authorization", "Bearer " + variables.fillValue(token, own)));
        Optional<String> wrong = headers.entrySet().stream().filter(header -> !ToolServerHttp.isSendable(header.getKey(), header.getValue()))
            .map(Map.Entry::getKey).findFirst();
        if (wrong.isPresent()) {
            return unusable(ProblemReason.TOOL_SERVER_HEADER, wrong.get());
        }
        String filled = variables.fillValue(url, own);
        try {
            URI address = new URI(variables.unfilled().isEmpty() ? filled : "http://unfilled");
            boolean web = ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme())) && address.getHost() != null;
            return web ? new ToolServerEntry.Http(address, headers, events(type, address)) : unusable(ProblemReason.TOOL_SERVER_NO_HTTP, "");
        } catch (URISyntaxException _) {
            return unusable(ProblemReason.TOOL_SERVER_NO_HTTP, "");
        }
    }

    private static ToolServerEntry unusable(ProblemReason reason, String detail) {
        return new ToolServerEntry.Unusable(ToolReason.of(reason, detail));
    }

    /// Without a type the address decides: nearly all SSE servers have `/sse` in their path.
    private boolean events(EntryType type, URI address) {
        return switch (type) {
            case SSE -> true;
            case HTTP -> false;
            case PROGRAM, REMOTE, INTERNAL, UNKNOWN -> section.has("sseUrl")
                || !section.has("httpUrl") && Arrays.asList(Optional.ofNullable(address.getPath()).orElse("").split("/")).contains("sse");
        };
    }

    private Map<String, String> texts(List<String> names) {
        return names.stream().filter(section::has).findFirst().map(name -> texts(section.path(name))).orElse(Map.of());
    }

    /// In their order; one without a value is left out.
    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.properties().stream().filter(one -> !one.getValue().isNull()).forEach(one -> texts.put(one.getKey(), one.getValue().asText("")));
        return texts;
    }

    /// The words of a command line, of which some may be quoted.
    static List<String> words(String line) {
        return WORD.matcher(line).results().map(found -> Stream.of(1, 2, 3).map(found::group).filter(Objects::nonNull).findFirst().orElse("")).toList();
    }
}
