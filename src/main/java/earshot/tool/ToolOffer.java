package earshot.tool;

import module java.base;

import earshot.data.LetterCase;
import earshot.data.TextLimit;
import earshot.llm.ToolDefinition;

/// What a model is offered at one moment: the tools of the device, then the built-in ones, then those of the tool servers as far as there is
/// room, each under a name that leads back to it alone.
///
/// @param definitions in this order
/// @param leftOutOfDevice names of the device's tools for which there is no room
/// @param leftOutOfServers the same of each tool server; without an entry for one that is offered whole
record ToolOffer(List<ToolDefinition> definitions, Map<String, Offered> byName, List<String> leftOutOfDevice, Map<String, List<String>> leftOutOfServers) {
    /// Providers refuse a request with more.
    static final int MAX_TOOLS = 128;
    /// Characters of the definitions of all tool servers; what a device lists is bounded with its connection.
    static final int MAX_SERVER_CHARS = 128_000;
    /// What models put before a name that they have seen in a namespace.
    private static final Pattern NAME_SPACE = Pattern.compile("^\\s*(?:functions?|tools?|default_api|api|mcp)(?:[.:/]|__)");
    /// Some providers refuse a tool with a longer description.
    private static final int MAX_DESCRIPTION_CHARS = 1_024;

    /// Where a name leads.
    sealed interface Offered {
        /// The source's own name for it.
        String ownName();

        /// The schema of its arguments, with their own names.
        String schema();

        record OfDevice(ToolSource source, String ownName, String schema) implements Offered {}

        record OfServer(ToolSource source, String ownName, String schema) implements Offered {}

        record BuiltIn(BuiltInTool tool) implements Offered {
            @Override
            public String ownName() {
                return tool.definition().name();
            }

            @Override
            public String schema() {
                return tool.definition().parameters();
            }
        }
    }

    static ToolOffer of(ToolNames names, ToolSource device, List<BuiltInTool> builtIns, ToolSource servers) {
        Builder builder = new Builder(names);
        builder.addDevice(device, MAX_TOOLS - builtIns.size());
        builtIns.forEach(builder::add);
        builder.addServers(servers.parts());
        return new ToolOffer(List.copyOf(builder.definitions), Map.copyOf(builder.byName), List.copyOf(builder.leftOutOfDevice),
            Map.copyOf(builder.leftOutOfServers));
    }

    /// The tool of a name that a model gave: an offered one, or else the own name of one tool alone, or else the name of one tool alone in the letters in
    /// which models write names from memory: with a space around, behind `functions.`, in camel case, with hyphens.
    Optional<Offered> find(String name) {
        Optional<Offered> offered = Optional.ofNullable(byName.get(name));
        return offered.or(() -> only(tool -> tool.getValue().ownName().equals(name))).or(() -> only(tool -> letters(tool.getKey()).equals(letters(name))))
            .or(() -> only(tool -> letters(tool.getKey()).equals(letters(NAME_SPACE.matcher(name).replaceFirst("")))));
    }

    private Optional<Offered> only(Predicate<Map.Entry<String, Offered>> meant) {
        List<Offered> found = byName.entrySet().stream().filter(meant).map(Map.Entry::getValue).limit(2).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// A name without case and without what separates its words.
    private static String letters(String name) {
        return LetterCase.folded(name.replaceAll("[\\s_-]", ""));
    }

    private record ServerTool(ToolSource.Part server, Tool tool) {
        ToolNames.Owned owned() {
            return Builder.owned(server.name(), tool);
        }
    }

    private static final class Builder {
        private final ToolNames names;
        private final List<ToolDefinition> definitions = new ArrayList<>();
        private final Map<String, Offered> byName = new HashMap<>();
        private final List<String> leftOutOfDevice = new ArrayList<>();
        private final Map<String, List<String>> leftOutOfServers = new LinkedHashMap<>();
        private int serverChars;

        Builder(ToolNames names) {
            this.names = names;
        }

        /// Tools that a device marks for people are not offered.
        void addDevice(ToolSource device, int most) {
            List<Tool> tools = device.list().stream().filter(tool -> !tool.forUser()).toList();
            Map<ToolNames.Owned, String> assigned = names.assign(tools.stream().map(tool -> owned("", tool)).toList(), new HashSet<>());
            tools.stream().limit(most)
                .forEach(tool -> add(definition(assigned.get(owned("", tool)), "", tool), new Offered.OfDevice(device, tool.name(), tool.inputSchema())));
            tools.stream().skip(most).map(Tool::name).forEach(leftOutOfDevice::add);
        }

        /// A tool of the device replaces a built-in one of the same name. Source: badge-protocol section 5.3.
        void add(BuiltInTool builtIn) {
            if (!byName.containsKey(builtIn.definition().name())) {
                add(builtIn.definition(), new Offered.BuiltIn(builtIn));
            }
        }

        void addServers(List<ToolSource.Part> servers) {
            Set<String> taken = new HashSet<>(byName.keySet());
            taken.addAll(names.reserved());
            List<ServerTool> all = servers.stream().flatMap(server -> server.tools().list().stream().map(tool -> new ServerTool(server, tool))).toList();
            Map<ToolNames.Owned, String> assigned = names.assign(all.stream().map(ServerTool::owned).toList(), taken);
            all.forEach(each -> addOfServer(each, assigned.get(each.owned())));
        }

        private void addOfServer(ServerTool each, String name) {
            ToolDefinition definition = definition(name, each.server.name(), each.tool);
            int chars = name.length() + definition.description().length() + definition.parameters().length();
            if (definitions.size() >= MAX_TOOLS || serverChars + chars > MAX_SERVER_CHARS) {
                leftOutOfServers.computeIfAbsent(each.server.name(), _ -> new ArrayList<>()).add(each.tool.name());
            } else {
                serverChars += chars;
                add(definition, new Offered.OfServer(each.server.tools(), each.tool.name(), each.tool.inputSchema()));
            }
        }

        private void add(ToolDefinition definition, Offered offered) {
            definitions.add(definition);
            byName.put(definition.name(), offered);
        }

        private static ToolNames.Owned owned(String server, Tool tool) {
            return new ToolNames.Owned(server, tool.name());
        }

        /// The description gives the tool's own name where the offered one does not.
        private static ToolDefinition definition(String name, String server, Tool tool) {
            String told = ToolNames.tells(name, tool.name()) ? tool.description()
                : tool.name() + (server.isEmpty() ? "" : " (" + server + ")") + (tool.description().isBlank() ? "" : ": " + tool.description());
            return new ToolDefinition(name, TextLimit.cut(told, MAX_DESCRIPTION_CHARS), ToolArguments.offered(tool.inputSchema()));
        }
    }
}
