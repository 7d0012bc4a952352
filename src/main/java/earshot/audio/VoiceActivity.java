package earshot.audio;

import module java.base;

/// How much voice the detector found in a segment while it came.
///
/// @param length of the sound that was looked at
/// @param voiced sum of the frames that counted as voiced
/// @param longestRun of voiced frames one after the other
/// @param thresholdDb the level in dBFS above which sound could count as voiced: the noise floor and what the settings add to it
public record VoiceActivity(Duration length, Duration voiced, Duration longestRun, double thresholdDb) {}
