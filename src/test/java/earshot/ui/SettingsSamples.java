package earshot.ui;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.RecentAudio;
import earshot.audio.SegmentationPreview;
import earshot.audio.TestSignals;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetector;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.config.Settings;
import earshot.config.SettingsLayer;
import earshot.config.SettingsOverview;
import earshot.engine.Command;
import earshot.engine.EngineSettings;
import earshot.engine.Operation;

/// Sample settings with some changed, and sound to preview them with.
public final class SettingsSamples {
    private SettingsSamples() {}

    public static SettingsOverview some() {
        Map<String, SettingsOverview.CurrentValue> currentValues = new LinkedHashMap<>(SettingsOverview.defaults(EngineSettings.CATALOG).values());
        for (SettingsOverview.CurrentValue currentValue : List.of(
            new SettingsOverview.CurrentValue("server.port", Optional.of(8004L), SettingsLayer.COMMAND_LINE, false),
            new SettingsOverview.CurrentValue("grace_seconds", Optional.of(20L), SettingsLayer.CONSOLE, false),
            new SettingsOverview.CurrentValue("server.auth.enabled", Optional.of(true), SettingsLayer.GIVEN, false),
            new SettingsOverview.CurrentValue("server.auth.tokens", Optional.of("•••"), SettingsLayer.CONSOLE, true),
            new SettingsOverview.CurrentValue("exit_commands", Optional.of(List.of("再见", "goodbye")), SettingsLayer.GIVEN, false),
            new SettingsOverview.CurrentValue("meeting.webhook.headers", Optional.of(Map.of("Authorization", "•••")), SettingsLayer.GIVEN, true))) {
            currentValues.put(currentValue.key(), currentValue);
        }
        return new SettingsOverview(currentValues, Map.of(), List.of(new SettingsOverview.UnknownKey("/home/ann/earshot/settings.yaml", 12, "grace_secondz"),
            new SettingsOverview.UnknownKey("/home/ann/xiaozhi/.config.yaml", 40, "plugins.get_weather.…")));
    }

    /// Makes the engine answer like the real one: the bundled sentence twice, cut by the real voice activity detector.
    public static void answer(EngineFake engine) {
        engine.answers = command -> switch (command) {
            case Command.FetchRecentAudio _ -> Optional.of(new Operation.Outcome.Done("", Optional.of(new Operation.Result.DeviceAudio(sound()))));
            case Command.TryVad wanted -> {
                VadSettings now = Settings.defaults().of(VadSettings.SECTION);
                VadSettings tried = new VadSettings((int) number(wanted, "vad.mode", now.mode()),
                    Duration.ofMillis((long) number(wanted, "vad.min_silence_ms", now.minSilence().toMillis())),
                    now.maxTurn(), number(wanted, "vad.gate_db", now.gateDb()), now.bargeIn());
                yield Optional.of(new Operation.Outcome.Done("", Optional.of(new Operation.Result.SegmentationComparison(cuts(wanted.sound(), now),
                    tried.equals(now) ? Optional.empty() : Optional.of(cuts(wanted.sound(), tried))))));
            }
            default -> Optional.empty();
        };
    }

    private static double number(Command.TryVad wanted, String key, double otherwise) {
        return wanted.values().get(key) instanceof Number number ? number.doubleValue() : otherwise;
    }

    private static SegmentationPreview cuts(RecentAudio sound, VadSettings settings) {
        try (VoiceActivityDetector detector = VoiceActivityDetectorFactory.gateOnly().open(settings)) {
            return SegmentationPreview.of(sound, settings, detector);
        }
    }

    private static RecentAudio sound() {
        short[] speech = TestSignals.speech();
        short[] pcm = new short[2 * (speech.length + 24_000) / 960 * 960];
        System.arraycopy(speech, 0, pcm, 8_000, speech.length);
        System.arraycopy(speech, 0, pcm, speech.length + 28_000, Math.min(speech.length, pcm.length - speech.length - 28_000));
        return new RecentAudio(new PcmAudio(pcm, 16_000), Collections.nCopies(pcm.length / 960, 960), List.of());
    }
}
