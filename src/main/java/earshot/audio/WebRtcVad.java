package earshot.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import module java.base;

import earshot.data.LetterCase;
import earshot.store.PrivateFiles;

/// WebRTC's voice activity detector: compares six frequency bands with models of speech and noise, 20 ms at a time.
///
/// The C functions inside the native library of libfvad-jni are called directly. Its Java class must not be used: its JNI code
/// keeps all detectors in one unguarded `std::map`, and two threads that open and use detectors at the same time crash the
/// program (seen within a second). The Windows library does not export the C functions, so this is not available there.
final class WebRtcVad implements AutoCloseable {
    /// Samples of one step, 20 ms at 16 kHz.
    static final int STEP = 320;
    private static final int RATE = 16_000;

    /// The functions of the loaded library.
    record Library(MethodHandle create, MethodHandle free, MethodHandle setMode, MethodHandle setRate, MethodHandle process) {
        /// Unpacks the library of this system into `directory` and loads it. Throws an IOException when there is none or it cannot be written,
        /// and a RuntimeException when it cannot be loaded.
        static Library load(Path directory) throws IOException {
            SymbolLookup symbols = SymbolLookup.libraryLookup(unpack(directory), Arena.global());
            Linker linker = Linker.nativeLinker();
            return new Library(
                linker.downcallHandle(symbols.findOrThrow("fvad_new"), FunctionDescriptor.of(ADDRESS)),
                linker.downcallHandle(symbols.findOrThrow("fvad_free"), FunctionDescriptor.ofVoid(ADDRESS)),
                linker.downcallHandle(symbols.findOrThrow("fvad_set_mode"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT)),
                linker.downcallHandle(symbols.findOrThrow("fvad_set_sample_rate"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT)),
                linker.downcallHandle(symbols.findOrThrow("fvad_process"), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG)));
        }

        private static Path unpack(Path directory) throws IOException {
            String name = resource();
            byte[] content;
            try (InputStream in = io.github.givimad.libfvadjni.VoiceActivityDetector.class.getResourceAsStream("/" + name)) {
                if (in == null) {
                    throw new IOException("no library for this system inside libfvad-jni: " + name);
                }
                content = in.readAllBytes();
            }
            Path file = directory.resolve(name.replace('/', '-'));
            if (Files.exists(file) && Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content)) {
                return file.toAbsolutePath();
            }
            PrivateFiles.createDirectories(directory);
            Path fresh = Files.createTempFile(directory, "fvad", ".tmp");
            Files.write(fresh, content);
            return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE).toAbsolutePath();
        }

        private static String resource() throws IOException {
            String system = LetterCase.lower(System.getProperty("os.name"));
            boolean arm = System.getProperty("os.arch").equals("aarch64");
            if (system.contains("linux")) {
                return arm ? "debian-arm64/liblibfvad-jni.so" : "debian-amd64/liblibfvad-jni.so";
            }
            if (system.contains("mac")) {
                return arm ? "macos-arm64/liblibfvad-jni.dylib" : "macos-amd64/liblibfvad-jni.dylib";
            }
            throw new IOException("libfvad shows its functions on Linux and macOS only");
        }
    }

    private final Library library;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state;
    private final MemorySegment pcmBuffer;

    /// @param mode 0 (most sensitive) to 3 (most restrictive)
    WebRtcVad(Library library, int mode) {
        this.library = library;
        pcmBuffer = arena.allocate(JAVA_SHORT, STEP);
        try {
            state = ((MemorySegment) library.create().invokeExact()).reinterpret(arena, this::free);
            int set = (int) library.setMode().invokeExact(state, Math.clamp(mode, 0, 3)) | (int) library.setRate().invokeExact(state, RATE);
            if (set != 0) {
                throw new IllegalStateException("libfvad refused mode " + mode);
            }
        } catch (Throwable e) {
            arena.close();
            throw LibOpusCodec.unexpected(e);
        }
    }

    /// Whether the 320 samples from `at` on are voiced.
    boolean voiced(short[] pcm, int at) {
        MemorySegment.copy(pcm, at, pcmBuffer, JAVA_SHORT, 0, STEP);
        try {
            return (int) library.process().invokeExact(state, pcmBuffer, (long) STEP) == 1;
        } catch (Throwable e) {
            throw LibOpusCodec.unexpected(e);
        }
    }

    private void free(MemorySegment detector) {
        try {
            library.free().invokeExact(detector);
        } catch (Throwable e) {
            throw LibOpusCodec.unexpected(e);
        }
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
