package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;

/// A loaded model of whisper.cpp. Not safe for use from several threads at once.
sealed interface WhisperDecoder extends AutoCloseable permits WhisperLibraryDecoder, WhisperJniDecoder {
    int RATE = 16_000;
    /// The native code ignores less than a second.
    int MIN_SAMPLES = RATE + RATE / 10;

    /// @param cancelled asked again and again while it computes; ends the work where the native library of this system allows
    /// @throws CancellationException when it was cancelled
    RecognitionResult recognize(PcmAudio audio, WhisperOptions options, BooleanSupplier cancelled);

    @Override
    void close();

    /// Loads a checked model.
    ///
    /// @param directory for the native libraries
    /// @throws IOException when there is no native library for this system, or the model was refused
    static WhisperDecoder open(WhisperModelFile model, Path directory) throws IOException {
        Optional<WhisperLibrary> library = WhisperLibrary.load(directory);
        return library.isPresent() ? new WhisperLibraryDecoder(library.get(), model) : new WhisperJniDecoder(model);
    }

    /// Threads of one decoding: one core is left to the sound of the devices.
    static int threads() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 8);
    }

    /// Samples from -1 to 1 at 16 kHz, with silence at the end where there are too few.
    static float[] samples(PcmAudio audio) {
        short[] pcm = audio.at(RATE).pcm();
        float[] samples = new float[Math.max(MIN_SAMPLES, pcm.length)];
        for (int i = 0; i < pcm.length; i++) {
            samples[i] = pcm[i] / 32_768f;
        }
        return samples;
    }

    /// @param language of a model that knows no other
    static Optional<String> language(WhisperModelFile model, WhisperOptions options) {
        return model.multilingual() ? options.language() : Optional.of("en");
    }
}
