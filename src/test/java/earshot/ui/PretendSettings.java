package earshot.ui;

import earshot.audio.Cuts;
import earshot.audio.Recent;
import earshot.audio.Sounds;
import earshot.audio.Speech;
import earshot.audio.VoiceDetector;
import earshot.audio.VoiceDetectors;
import earshot.config.Layer;
import earshot.config.Settings;
import earshot.config.SettingsSheet;
import earshot.engine.Command;
import earshot.engine.Operation;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sample settings with some changed, and sound to preview them with.
public final class PretendSettings {
    private PretendSettings() {}

    public static SettingsSheet some() {
        Map<String, SettingsSheet.Row> rows = new LinkedHashMap<>(SettingsSheet.defaults().rows());
        for (SettingsSheet.Row row : List.of(
            new SettingsSheet.Row("server.port", Optional.of(8004L), Layer.COMMAND_LINE, false),
            new SettingsSheet.Row("grace_seconds", Optional.of(20L), Layer.CONSOLE, false),
            new SettingsSheet.Row("server.auth.enabled", Optional.of(true), Layer.GIVEN, false),
            new SettingsSheet.Row("server.auth.tokens", Optional.of("•••"), Layer.CONSOLE, true),
            new SettingsSheet.Row("exit_commands", Optional.of(List.of("再见", "goodbye")), Layer.GIVEN, false),
            new SettingsSheet.Row("meeting.webhook.headers", Optional.of(Map.of("Authorization", "•••")), Layer.GIVEN, true))) {
            rows.put(row.key(), row);
        }
        return new SettingsSheet(rows, List.of(new SettingsSheet.Unknown("/home/ann/earshot/settings.yaml", 12, "grace_secondz"),
            new SettingsSheet.Unknown("/home/ann/xiaozhi/.config.yaml", 40, "plugins.get_weather.…")));
    }

    /// Makes the engine answer like the real one: the bundled sentence twice, cut by the real voice activity detector.
    public static void answer(PretendEngine engine) {
        engine.answers = command -> switch (command) {
            case Command.HearRecent _ -> Optional.of(new Operation.Outcome.Done("", Optional.of(new Operation.Result.Sound(sound()))));
            case Command.TryVad wanted -> {
                Settings.Vad now = Settings.defaults().vad();
                Settings.Vad tried = new Settings.Vad((int) number(wanted, "vad.mode", now.mode()), Duration.ofMillis((long) number(wanted, "vad.min_silence_ms", now.minSilence().toMillis())),
                    now.longestTurn(), number(wanted, "vad.gate_db", now.gateDb()), now.bargeIn());
                yield Optional.of(new Operation.Outcome.Done("", Optional.of(new Operation.Result.Cut(cuts(wanted.sound(), now), tried.equals(now) ? Optional.empty() : Optional.of(cuts(wanted.sound(), tried))))));
            }
            default -> Optional.empty();
        };
    }

    private static double number(Command.TryVad wanted, String key, double otherwise) {
        return wanted.values().get(key) instanceof Number number ? number.doubleValue() : otherwise;
    }

    private static Cuts cuts(Recent sound, Settings.Vad settings) {
        try (VoiceDetector detector = VoiceDetectors.gateOnly().open(settings)) {
            return Cuts.of(sound, settings, detector);
        }
    }

    private static Recent sound() {
        short[] speech = Sounds.speech();
        short[] pcm = new short[2 * (speech.length + 24_000) / 960 * 960];
        System.arraycopy(speech, 0, pcm, 8_000, speech.length);
        System.arraycopy(speech, 0, pcm, speech.length + 28_000, Math.min(speech.length, pcm.length - speech.length - 28_000));
        return new Recent(new Speech(pcm, 16_000), Collections.nCopies(pcm.length / 960, 960), List.of());
    }
}
