package earshot.asr;

import module java.base;

import earshot.store.PrivateFiles;

/// Sphinx4's English models as files. They are resources of `sphinx4-data`, but Sphinx4 needs directories, and a jlink image has
/// none.
///
/// @param directory holds the files of [#NAMES] and the configuration
record SphinxModels(Path directory) {
    private static final String RESOURCES = "edu/cmu/sphinx/models/en-us/";
    static final String CONFIGURATION = "sphinx4.xml";
    static final String ACOUSTIC_MODEL = "en-us";
    static final String DICTIONARY = "cmudict-en-us.dict";
    static final String LANGUAGE_MODEL = "en-us.lm.bin";
    private static final List<String> NAMES = List.of(
        DICTIONARY, LANGUAGE_MODEL, "en-us/mdef", "en-us/noisedict", "en-us/feat.params", "en-us/means", "en-us/transition_matrices",
        "en-us/sendump", "en-us/mixture_weights", "en-us/variances");

    /// Unpacks the models into `cache` unless an earlier run did. They are moved into place last, so that they are complete or absent.
    static SphinxModels unpackInto(Path cache) throws IOException {
        Path directory = cache.resolve("sphinx4-data-1.0.0");
        if (!Files.isDirectory(directory)) {
            PrivateFiles.createDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, "unpacking-");
            try {
                for (String name : NAMES) {
                    unpack(RESOURCES + name, fresh.resolve(name));
                }
                Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                delete(fresh);
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
        // belongs to the program and is small: always replaced by its current version
        try (InputStream in = SphinxModels.class.getResourceAsStream("/assets/asr/" + CONFIGURATION)) {
            Files.copy(in, directory.resolve(CONFIGURATION), StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.restrict(directory.resolve(CONFIGURATION));
        }
        return new SphinxModels(directory);
    }

    String url(String name) {
        return directory.resolve(name).toUri().toString();
    }

    private static void unpack(String resource, Path to) throws IOException {
        PrivateFiles.createDirectories(to.getParent());
        try (InputStream in = open(resource)) {
            if (in == null) {
                throw new IOException("the program lacks its resource " + resource);
            }
            Files.copy(in, to);
            PrivateFiles.restrict(to);
        }
    }

    /// The models are in a named module in the image and under Maven, on the class path elsewhere.
    private static InputStream open(String resource) throws IOException {
        Optional<Module> data = ModuleLayer.boot().findModule("sphinx4.data");
        return data.isPresent() ? data.get().getResourceAsStream(resource) : SphinxModels.class.getClassLoader().getResourceAsStream(resource);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
