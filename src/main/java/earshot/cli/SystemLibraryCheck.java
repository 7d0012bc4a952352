package earshot.cli;

import static earshot.problem.ProblemCode.LIBRARY_MISSING;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemException;

/// The system libraries that JavaFX needs on Linux. With one missing JavaFX fails late and with obscure messages (`0 > -2`), so they are
/// checked before it is loaded.
final class SystemLibraryCheck {
    private static final List<Library> TEXT = List.of(
        new Library("libfreetype.so.6", "libfreetype6"), new Library("libfontconfig.so.1", "libfontconfig1"),
        new Library("libpango-1.0.so.0", "libpango-1.0-0"), new Library("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"));
    private static final List<Library> WINDOW = List.of(
        new Library("libgtk-3.so.0", "libgtk-3-0"), new Library("libGL.so.1", "libgl1"),
        new Library("libXtst.so.6", "libxtst6"), new Library("libXxf86vm.so.1", "libxxf86vm1"));

    private SystemLibraryCheck() {}

    private record Library(String file, String debian) {}

    /// @throws ProblemException `LIBRARY_MISSING` with the apt line
    static void check() {
        if (System.getProperty("os.name").startsWith("Linux")) {
            check(hasDisplay(System.getenv()), SystemLibraryCheck::loads);
        }
    }

    /// @param environment of the process; a variable that is set but empty counts as absent
    static boolean hasDisplay(Map<String, String> environment) {
        return !environment.getOrDefault("DISPLAY", "").isBlank() || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    }

    /// @param display whether a real window will open
    /// @param loads whether the library of this name can be loaded
    static void check(boolean display, Predicate<String> loads) {
        String missing = Stream.concat(TEXT.stream(), display ? WINDOW.stream() : Stream.empty())
            .filter(library -> !loads.test(library.file))
            .map(Library::debian)
            .collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            throw new ProblemException(Problem.of(LIBRARY_MISSING, "sudo apt install " + missing));
        }
    }

    private static boolean loads(String file) {
        try {
            SymbolLookup.libraryLookup(file, Arena.global());
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
