package earshot.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import module java.base;

import earshot.data.LetterCase;
import earshot.problem.ProblemReason;

/// The installed libopus, bound by `java.lang.foreign`.
///
/// Codec state lies in memory that this program allocates (`opus_*_init` instead of `opus_*_create`), in a shared arena:
/// closing it frees everything, and a call after that is an exception instead of a crash.
final class LibOpusCodec implements OpusCodec {
    /// The functions, bound once; static and final so that the JIT can call them directly.
    static final class Functions {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final SymbolLookup LIBRARY = library().orElseThrow();

        static final MethodHandle VERSION = call("opus_get_version_string", FunctionDescriptor.of(ADDRESS));
        static final MethodHandle ERROR = call("opus_strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
        static final MethodHandle DECODER_SIZE = call("opus_decoder_get_size", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle DECODER_INIT = call("opus_decoder_init", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
        static final MethodHandle DECODE = call("opus_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
        static final MethodHandle ENCODER_SIZE = call("opus_encoder_get_size", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle ENCODER_INIT = call("opus_encoder_init", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle ENCODE = call("opus_encode", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        /// `int opus_encoder_ctl(OpusEncoder*, int request, ...)`: the value is a variadic argument, which some systems pass differently.
        static final MethodHandle ENCODER_CTL = call("opus_encoder_ctl",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));

        private Functions() {}

        private static MethodHandle call(String name, FunctionDescriptor signature, Linker.Option... options) {
            return LINKER.downcallHandle(LIBRARY.findOrThrow(name), signature, options);
        }
    }

    private static final long LONGEST_TEXT = 256;

    private final String name;

    private LibOpusCodec() {
        try {
            name = text((MemorySegment) Functions.VERSION.invokeExact());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Empty when this computer has no libopus.
    static Optional<LibOpusCodec> find() {
        return library().map(found -> new LibOpusCodec());
    }

    @Override
    public OpusDecoder decoder(int rate) {
        return new LibOpusDecoder(rate);
    }

    @Override
    public OpusEncoder encoder(int rate, int frameSamples, int bitrate, int complexity) {
        return new LibOpusEncoder(rate, frameSamples, bitrate, complexity);
    }

    @Override
    public String name() {
        return name;
    }

    /// Returns the result of a call, or throws [UndecodableAudioException] when it is an error code.
    static int checked(int result) {
        if (result < 0) {
            throw new UndecodableAudioException(new IOException(reason(result)), ProblemReason.PACKET_DAMAGED, ProblemReason.PACKET_UNDECODABLE);
        }
        return result;
    }

    /// Makes unchecked what a method handle of [Functions] threw: it declares Throwable but throws nothing checked.
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }

    private static String reason(int error) {
        try {
            return text((MemorySegment) Functions.ERROR.invokeExact(error));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static String text(MemorySegment chars) {
        return chars.reinterpret(LONGEST_TEXT).getString(0);
    }

    /// The first library of this system's names that can be loaded. It stays loaded until the program ends.
    private static Optional<SymbolLookup> library() {
        String system = LetterCase.lower(System.getProperty("os.name"));
        List<String> names = system.contains("win") ? List.of("opus.dll", "libopus-0.dll")
            : system.contains("mac") ? List.of("libopus.0.dylib", "/opt/homebrew/lib/libopus.0.dylib", "/usr/local/lib/libopus.0.dylib")
            : List.of("libopus.so.0");
        return names.stream().flatMap(name -> load(name).stream()).findFirst();
    }

    private static Optional<SymbolLookup> load(String name) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
