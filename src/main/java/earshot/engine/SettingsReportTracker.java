package earshot.engine;

import module java.base;

import earshot.config.Configuration;
import earshot.llm.ModelRegistry;
import earshot.tts.InstalledVoice;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// Keeps the report of what holds of the settings file, and the notice about it. Computed from the live settings at each change, so that
/// nothing can go stale.
final class SettingsReportTracker {
    private final Configuration configuration;
    private final ModelRegistry models;
    private final SettingsNotice notice;
    private final List<InstalledVoice> voices = InstalledVoice.detect();
    private final MutableWatch<SettingsReport> report = new MutableWatch<>(SettingsReport.NONE);

    SettingsReportTracker(Configuration configuration, ModelRegistry models, SettingsNotice notice) {
        this.configuration = configuration;
        this.models = models;
        this.notice = notice;
    }

    Watch<SettingsReport> report() {
        return report;
    }

    /// Recomputes it; call it after the settings changed.
    void refresh() {
        SettingsReport now = SettingsReportBuilder.of(configuration, models, voices, Optional.empty());
        report.set(now);
        notice.show(now);
    }
}
