package earshot.tool;

import module java.base;

import earshot.data.BoundedMap;

/// The names under which one conversation offers its tools to models: unique, of at most 64 letters `A-Z a-z`, digits, `_` and `-`, and beginning
/// with a letter or `_`, as all providers accept them. A name that was given stays for the conversation, because its history holds calls by it.
///
/// Safe for use from any thread.
public final class ToolNames {
    static final int MAX_CHARS = 64;
    private static final int MAX_GIVEN = 2_048;
    private static final Pattern SAFE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    /// What a tool is called whose own name has no letter that can be written so.
    private static final String NAMELESS = "tool";

    private final Set<String> reserved;
    private final Map<Owned, String> given = BoundedMap.leastRecentlyUsed(MAX_GIVEN);

    /// A tool by who has it.
    ///
    /// @param server empty for the device
    /// @param name the source's own name
    record Owned(String server, String name) {}

    /// @param reserved names that no tool of a server gets: those of the built-in ones, also while they are not offered
    public ToolNames(Set<String> reserved) {
        this.reserved = Set.copyOf(reserved);
    }

    Set<String> reserved() {
        return reserved;
    }

    /// Gives each tool a name that is not among `taken`, and adds it there. In a conflict the tool keeps its name that was given it before, then
    /// the one whose own name it is, then the first.
    ///
    /// @param taken names of tools that come before these
    synchronized Map<Owned, String> assign(List<Owned> tools, Set<String> taken) {
        Map<Owned, String> assigned = new HashMap<>();
        claim(tools, assigned, taken, tool -> Optional.ofNullable(given.get(tool)));
        claim(tools, assigned, taken, tool -> Optional.of(tool.name()).filter(name -> SAFE.matcher(name).matches()));
        claim(tools, assigned, taken, tool -> candidates(tool).filter(name -> !taken.contains(name)).findFirst());
        given.putAll(assigned);
        return assigned;
    }

    private static void claim(List<Owned> tools, Map<Owned, String> assigned, Set<String> taken, Function<Owned, Optional<String>> wish) {
        for (Owned tool : tools) {
            if (!assigned.containsKey(tool)) {
                wish.apply(tool).filter(taken::add).ifPresent(name -> assigned.put(tool, name));
            }
        }
    }

    /// The name in the form that models accept, then with its server before it, then with numbers after it, without end.
    private static Stream<String> candidates(Owned tool) {
        Optional<String> plain = written(tool.name());
        Optional<String> full = plain.flatMap(name -> written(tool.server()).map(server -> server + "_" + name));
        String numbered = plain.orElse(NAMELESS);
        return Stream.concat(Stream.concat(plain.stream(), full.stream()).map(name -> cut(name, "")),
            IntStream.iterate(plain.isPresent() ? 2 : 1, i -> i + 1).mapToObj(i -> cut(numbered, "_" + i)));
    }

    /// A name in the form that models accept, of any length; empty when nothing is left of it. Accents go, what is not Latin becomes `_`.
    static Optional<String> written(String name) {
        String latin = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        boolean other = latin.codePoints().anyMatch(point -> point > 127);
        String safe = other ? latin.replaceAll("[^A-Za-z0-9-]+", "_").replaceAll("^[_-]+|[_-]+$", "") : latin.replaceAll("[^A-Za-z0-9_-]", "_");
        if (safe.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Optional.empty();
        }
        return Optional.of(Character.isLetter(safe.charAt(0)) || safe.charAt(0) == '_' ? safe : "_" + safe);
    }

    /// Whether a given name is the own one but for characters that models do not accept.
    static boolean tells(String given, String own) {
        return own.replaceAll("[^A-Za-z0-9_-]", "_").equals(given);
    }

    private static String cut(String name, String end) {
        return name.substring(0, Math.min(name.length(), MAX_CHARS - end.length())) + end;
    }
}
