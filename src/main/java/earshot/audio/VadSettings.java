package earshot.audio;

import static earshot.config.SettingScope.NEXT_TURN;

import module java.base;

import earshot.catalog.DetectorType;
import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;

/// Voice activity detection and endpointing. The keys are our own.
///
/// @param mode aggressiveness of the detector, 0 to 3
/// @param minSilence silence that ends a turn
/// @param maxTurn a turn ends after this, even while somebody speaks
/// @param gateDb dB above the noise floor from which sound can be speech
/// @param bargeIn length of speech that interrupts the answer in realtime mode; zero for never
public record VadSettings(int mode, Duration minSilence, Duration maxTurn, double gateDb, Duration bargeIn) {
    private static final Setting<Duration> MIN_SILENCE = Setting.millis("vad.min_silence_ms", 100, 10_000, 700).from(NEXT_TURN);
    private static final Setting<Double> GATE = Setting.decimal("vad.gate_db", 0, 40, 6).in("dB").from(NEXT_TURN);
    private static final Setting<Integer> MODE = Setting.whole("vad.mode", 0, 3, 2).from(NEXT_TURN);
    private static final Setting<Duration> MAX_TURN = Setting.millis("vad.longest_turn_ms", 1_000, 600_000, 30_000).from(NEXT_TURN);
    private static final Setting<Duration> BARGE_IN = Setting.millis("vad.barge_in_ms", 0, 10_000, 400).from(NEXT_TURN);
    private static final Setting<String> DETECTOR = Setting.module("selected_module.VAD", List.of(DetectorType.WEBRTC.entry().typeName()));

    public static final SettingsSection<VadSettings> SECTION = new SettingsSection<>(VadSettings::read,
        SettingsGroup.of("hearing", MIN_SILENCE, GATE, MODE, MAX_TURN, BARGE_IN), SettingsGroup.elsewhere("models", DETECTOR));

    private static VadSettings read(SettingsReader settings) {
        settings.selected(DETECTOR); // there is one: another name is only reported
        return new VadSettings(settings.get(MODE), settings.get(MIN_SILENCE), settings.get(MAX_TURN), settings.get(GATE), settings.get(BARGE_IN));
    }
}
