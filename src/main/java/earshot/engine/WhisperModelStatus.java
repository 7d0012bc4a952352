package earshot.engine;

import earshot.asr.WhisperModel;

/// An offered model of Whisper in this home.
///
/// @param here bytes of it that are here
/// @param total bytes of the whole file
public record WhisperModelStatus(WhisperModel model, DownloadState state, long here, long total) {
    public enum DownloadState {
        ABSENT,
        /// A part of it is here, and its download continues from there when it is asked for.
        PARTLY,
        /// It is being fetched.
        FETCHING,
        PRESENT
    }
}
