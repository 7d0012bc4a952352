package earshot.tts;

import module java.base;

import earshot.data.LetterCase;
import earshot.remote.ProviderSettings;
import earshot.time.Time;

/// The voice of the operating system: `say` on macOS, System.Speech on Windows, espeak-ng elsewhere.
final class SystemVoice {
    /// The sentence is read from standard input, so that nothing of it is executed as a command.
    private static final String WINDOWS = "[Console]::InputEncoding=[Text.Encoding]::UTF8;Add-Type -AssemblyName System.Speech;"
        + "$s=New-Object System.Speech.Synthesis.SpeechSynthesizer;$m=New-Object IO.MemoryStream;$s.SetOutputToWaveStream($m);"
        + "$s.Speak([Console]::In.ReadToEnd());$s.Dispose();$o=[Console]::OpenStandardOutput();$b=$m.ToArray();$o.Write($b,0,$b.Length);$o.Flush()";

    private SystemVoice() {}

    static Voice of(ProviderSettings provider, Time time) {
        String system = LetterCase.lower(System.getProperty("os.name", ""));
        Optional<List<String>> command = command(system, provider.text("voice").filter(name -> name.matches("[\\p{L}\\d ()_-]{1,60}")));
        return command.<Voice>map(words -> new VoiceProcess(words.getFirst(), words, time)).orElseGet(() -> EspeakVoice.of(provider, time));
    }

    /// The program and its arguments; empty where the operating system has no voice.
    static Optional<List<String>> command(String system, Optional<String> voice) {
        if (system.contains("mac")) {
            List<String> words = new ArrayList<>(List.of("say", "-f", "-", "-o", VoiceProcess.FILE, "--file-format=WAVE", "--data-format=LEI16@22050"));
            voice.ifPresent(name -> words.addAll(List.of("-v", name)));
            return Optional.of(List.copyOf(words));
        }
        return system.contains("windows") ? Optional.of(List.of("powershell", "-NoProfile", "-NonInteractive", "-Command", WINDOWS)) : Optional.empty();
    }
}
