package earshot.asr;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import module java.base;

import earshot.data.LetterCase;
import earshot.problem.ProblemReason;
import earshot.problem.UnusableFileException;
import earshot.store.PrivateFiles;
import io.github.givimad.whisperjni.WhisperJNI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The C functions of whisper.cpp 1.7.1 inside whisper-jni. They are called directly where the library shows them, which it does on Linux and macOS:
/// whisper-jni's Java class offers neither to break a recognition off nor how sure it was.
final class WhisperLibrary {
    /// `struct whisper_full_params`, passed by value.
    static final MemoryLayout PARAMS = MemoryLayout.structLayout(MemoryLayout.sequenceLayout(33, JAVA_LONG));
    private static final Logger LOG = LoggerFactory.getLogger(WhisperLibrary.class);
    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor OF_CONTEXT = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    private static final FunctionDescriptor OF_TOKEN = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

    final MethodHandle init;
    final MethodHandle free;
    final MethodHandle defaults;
    final MethodHandle freeParams;
    final MethodHandle full;
    final MethodHandle segments;
    final MethodHandle segmentText;
    final MethodHandle tokens;
    final MethodHandle tokenId;
    final MethodHandle tokenProbability;
    final MethodHandle endToken;
    final MethodHandle startToken;
    final MethodHandle noSpeechToken;
    final MethodHandle vocabulary;
    final MethodHandle decode;
    final MethodHandle logits;
    final MethodHandle languageId;

    private WhisperLibrary(SymbolLookup symbols) {
        init = function(symbols, "whisper_init_from_file", FunctionDescriptor.of(ADDRESS, ADDRESS));
        free = function(symbols, "whisper_free", FunctionDescriptor.ofVoid(ADDRESS));
        defaults = function(symbols, "whisper_full_default_params_by_ref", FunctionDescriptor.of(ADDRESS, JAVA_INT));
        freeParams = function(symbols, "whisper_free_params", FunctionDescriptor.ofVoid(ADDRESS));
        full = function(symbols, "whisper_full", FunctionDescriptor.of(JAVA_INT, ADDRESS, PARAMS, ADDRESS, JAVA_INT));
        segments = function(symbols, "whisper_full_n_segments", OF_CONTEXT);
        segmentText = function(symbols, "whisper_full_get_segment_text", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        tokens = function(symbols, "whisper_full_n_tokens", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        tokenId = function(symbols, "whisper_full_get_token_id", OF_TOKEN);
        tokenProbability = function(symbols, "whisper_full_get_token_p", FunctionDescriptor.of(JAVA_FLOAT, ADDRESS, JAVA_INT, JAVA_INT));
        endToken = function(symbols, "whisper_token_eot", OF_CONTEXT);
        startToken = function(symbols, "whisper_token_sot", OF_CONTEXT);
        noSpeechToken = function(symbols, "whisper_token_nosp", OF_CONTEXT);
        vocabulary = function(symbols, "whisper_n_vocab", OF_CONTEXT);
        decode = function(symbols, "whisper_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
        logits = function(symbols, "whisper_get_logits", FunctionDescriptor.of(ADDRESS, ADDRESS));
        languageId = function(symbols, "whisper_lang_id", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        redirectLog(symbols);
    }

    private static MethodHandle function(SymbolLookup symbols, String name, FunctionDescriptor form) {
        return LINKER.downcallHandle(symbols.findOrThrow(name), form);
    }

    /// A pointer to a method without state, for as long as the process runs.
    static MemorySegment pointer(MethodHandles.Lookup owner, String name, FunctionDescriptor form) {
        try {
            return LINKER.upcallStub(owner.findStatic(owner.lookupClass(), name, form.toMethodType()), form, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// It would write to the error stream of the process.
    private static void redirectLog(SymbolLookup symbols) {
        MemorySegment log = pointer(MethodHandles.lookup(), "log", FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS));
        try {
            function(symbols, "whisper_log_set", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS)).invokeExact(log, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Called by the native code, where nothing may be thrown.
    private static void log(int level, MemorySegment text, MemorySegment unused) {
        try {
            LOG.debug("{}", new String(bytes(text), StandardCharsets.UTF_8).strip());
        } catch (RuntimeException _) {
            // one line less
        }
    }

    /// The bytes of a text of the native code.
    static byte[] bytes(MemorySegment text) {
        MemorySegment endless = text.reinterpret(Long.MAX_VALUE);
        int length = 0;
        while (endless.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        return endless.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }

    /// Unpacks the library of this system into `directory`, unless it is there from an earlier run, and loads it. Empty where it shows no C functions.
    ///
    /// @throws IOException when it cannot be written or loaded
    static Optional<WhisperLibrary> load(Path directory) throws IOException {
        Optional<Platform> platform = Platform.current();
        if (platform.isEmpty()) {
            return Optional.empty();
        }
        unpack(platform.get().compute, directory.resolve(platform.get().computeFile));
        Path whisper = unpack(platform.get().whisper, directory.resolve(platform.get().whisperFile));
        try {
            return Optional.of(new WhisperLibrary(SymbolLookup.libraryLookup(whisper, Arena.global())));
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException(ProblemReason.WHISPER_NATIVE, e.getMessage());
        }
    }

    private static Path unpack(String resource, Path file) throws IOException {
        byte[] content;
        try (InputStream in = WhisperJNI.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException("no library for this system inside whisper-jni: " + resource);
            }
            content = in.readAllBytes();
        }
        if (!Files.exists(file) || Files.size(file) != content.length || !Arrays.equals(Files.readAllBytes(file), content)) {
            PrivateFiles.createDirectories(file.getParent());
            PrivateFiles.replace(file, content);
        }
        return file.toAbsolutePath();
    }

    /// The files of a system inside whisper-jni, and the names under which they look for each other.
    private record Platform(String whisper, String whisperFile, String compute, String computeFile) {
        static Optional<Platform> current() {
            String system = LetterCase.lower(System.getProperty("os.name"));
            String processor = System.getProperty("os.arch");
            boolean arm = processor.equals("aarch64");
            if (!arm && !processor.equals("amd64") && !processor.equals("x86_64")) {
                return Optional.empty();
            }
            if (system.contains("linux")) {
                return Optional.of(arm ? linux("debian-arm64", features().contains("fphp") ? "+fp16" : "")
                    : linux("debian-amd64", features().containsAll(Set.of("avx", "avx2", "fma", "f16c")) ? "+mf16c+mfma+mavx+mavx2" : ""));
            }
            String mac = arm ? "macos-arm64/" : "macos-amd64/";
            return system.contains("mac") ? Optional.of(new Platform(mac + "libwhisper.1.dylib", "libwhisper.1.dylib", mac + "libggml.dylib", "libggml.dylib"))
                : Optional.empty();
        }

        private static Platform linux(String directory, String variant) {
            return new Platform(directory + "/libwhisper.so.1", "libwhisper.so.1", directory + "/libggml" + variant + ".so", "libggml.so");
        }

        /// Of the processor.
        private static Set<String> features() {
            try {
                return Set.of(Files.readString(Path.of("/proc/cpuinfo")).lines().filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst().orElse("").split("\\s+"));
            } catch (IOException | IllegalArgumentException _) {
                return Set.of();
            }
        }
    }
}
