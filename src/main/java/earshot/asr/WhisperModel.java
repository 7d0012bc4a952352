package earshot.asr;

import module java.base;

import earshot.catalog.RecognizerType;
import earshot.remote.ProviderSettings;

/// A model of whisper.cpp that is offered, each for 99 languages.
///
/// Sizes and checksums are those of the files at [WhisperSettings#USUAL_URL]; whisper.cpp's `models/README.md` has their SHA-1.
public enum WhisperModel {
    TINY("tiny", 77_691_713, 273_000_000, "be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21"),
    BASE("base", 147_951_465, 388_000_000, "60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe"),
    SMALL("small", 487_601_967, 852_000_000, "1be3a9b2063867b937e64e2ec7483364a79917e157fa98c5d94b5c1fffea987b");

    private final String title;
    private final long bytes;
    private final long memory;
    private final String sha256;

    WhisperModel(String title, long bytes, long memory, String sha256) {
        this.title = title;
        this.bytes = bytes;
        this.memory = memory;
        this.sha256 = sha256;
    }

    /// Its name in the settings.
    public String title() {
        return title;
    }

    public String fileName() {
        return "ggml-" + title + ".bin";
    }

    /// Size of the file.
    public long bytes() {
        return bytes;
    }

    /// Bytes of memory while it is loaded, as whisper.cpp says.
    public long memory() {
        return memory;
    }

    /// Of the file, in lower case.
    public String sha256() {
        return sha256;
    }

    /// @param model as the settings name it
    public static Optional<WhisperModel> of(String model) {
        return Arrays.stream(values()).filter(known -> known.title.equalsIgnoreCase(model)).findFirst();
    }

    /// The model that a recognizer needs and that is not in `directory`, as its settings name it; empty where nothing is missing.
    public static Optional<String> absent(ProviderSettings recognizer, Path directory) {
        return RecognizerType.of(recognizer.type()).filter(RecognizerType.WHISPER::equals).map(_ -> WhisperRecognizer.model(recognizer))
            .filter(model -> !exists(model, directory));
    }

    private static boolean exists(String model, Path directory) {
        try {
            return Files.exists(file(model, directory));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /// The file of a model.
    ///
    /// @param model the name of an offered model, or the path of a file of the owner's own; a relative one is within `directory`
    /// @param directory where fetched models are kept
    /// @throws InvalidPathException when it is neither
    public static Path file(String model, Path directory) {
        return directory.resolve(of(model).map(WhisperModel::fileName).orElse(model));
    }
}
