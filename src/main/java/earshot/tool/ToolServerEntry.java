package earshot.tool;

import module java.base;

/// How to reach a tool server, as a settings file names it. Records, so that an unchanged entry is recognized by equality.
sealed interface ToolServerEntry {
    /// @param command the words of the command line
    /// @param directory where it runs; empty for our own
    record Program(List<String> command, Map<String, String> environment, Optional<String> directory) implements ToolServerEntry {
        private static final Pattern SECRET = Pattern.compile("(?i)key|token|secret|pass|auth|credential");
        private static final int MIN_SECRET = 4;
        /// A value under a name that says nothing.
        private static final Pattern KEY_LIKE = Pattern.compile("(?=[^0-9]*+[0-9])(?=[^A-Za-z]*+[A-Za-z])[\\w.+~=-]{16,}+");
        private static final Pattern FLAG = Pattern.compile("--?[\\w-]+");

        public Program {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /// Values that the program itself may leak.
        Collection<String> secrets() {
            Set<String> all = new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
            environment.forEach((name, value) -> {
                if (SECRET.matcher(name).find() || KEY_LIKE.matcher(value).matches()) {
                    all.add(value);
                }
            });
            String flag = "";
            for (String word : command.subList(1, command.size())) {
                String[] parts = word.split("=", 2);
                if (SECRET.matcher(flag).find()) {
                    all.add(word);
                } else if (parts.length == 2 && SECRET.matcher(parts[0]).find()) {
                    all.add(parts[1]);
                }
                flag = FLAG.matcher(word).matches() ? word : "";
            }
            all.removeIf(value -> value.length() < MIN_SECRET);
            return all;
        }

        /// Leaves out the environment and the arguments: they hold keys.
        @Override
        public String toString() {
            return "Program[" + command.getFirst() + "]";
        }
    }

    /// @param sse whether the older SSE transport is tried first
    record Http(URI address, Map<String, String> headers, boolean sse) implements ToolServerEntry {
        public Http {
            headers = Map.copyOf(headers);
        }

        /// Leaves out headers and query: they hold keys.
        @Override
        public String toString() {
            return "Http[" + address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()) + address.getPath() + "]";
        }
    }

    /// A relay with which tools register.
    record Socket(URI address) implements ToolServerEntry {
        /// Leaves out user and query: they hold keys.
        @Override
        public String toString() {
            return "Socket[" + address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()) + address.getPath()
                + "]";
        }
    }

    /// An entry that lets some of its server's tools through only.
    record Filtered(ToolServerEntry server, ToolFilter filter) implements ToolServerEntry {
        @Override
        public String toString() {
            return server.toString();
        }
    }

    /// The tools that the entry lets through.
    default ToolFilter tools() {
        return this instanceof Filtered(ToolServerEntry _, ToolFilter filter) ? filter : ToolFilter.ALL;
    }

    /// An entry that names no usable server.
    record Unusable(ToolReason why) implements ToolServerEntry {}

    /// An entry with parts that are still to be filled in.
    ///
    /// @param parts as they are written, without secrets
    record Unfilled(Set<String> parts) implements ToolServerEntry {
        public Unfilled {
            parts = Collections.unmodifiableSet(new LinkedHashSet<>(parts));
        }
    }
}
