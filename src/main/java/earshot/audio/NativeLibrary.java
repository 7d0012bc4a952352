package earshot.audio;

import module java.base;

/// Finds an installed native library by the file names that it has on each operating system.
final class NativeLibrary {
    private NativeLibrary() {}

    /// Loads the first library of this system's names that can be loaded. It stays loaded until the program ends.
    static Optional<SymbolLookup> find(List<String> linux, List<String> mac, List<String> windows) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> names = system.contains("win") ? windows : system.contains("mac") ? mac : linux;
        return names.stream().flatMap(name -> load(name).stream()).findFirst();
    }

    private static Optional<SymbolLookup> load(String name) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException absent) {
            return Optional.empty();
        }
    }
}
