package earshot.audio;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Looks for a library of this computer under the names it has on each system.
final class NativeLibrary {
    private NativeLibrary() {}

    /// The first of the names of this system that can be loaded. It stays loaded until the program ends.
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
