package earshot.ui.devices;

import module java.base;

import earshot.access.AccessSettings;
import earshot.access.Reach;
import earshot.config.Setting;
import earshot.config.Settings;
import earshot.remote.OwnNetwork;
import earshot.server.ServerSettings;

/// Who can reach the server and who is let in, as one sentence says it. Combines `server.reach`, `server.auth.enabled` and `server.ip`.
enum AccessChoice {
    COMPUTER,
    NETWORK_APPROVAL,
    NETWORK_OPEN,
    ANYWHERE_APPROVAL,
    ANYWHERE_OPEN,
    /// The server listens at an address of this computer alone, whatever the reach is.
    BOUND;

    /// What one click chooses.
    static final List<AccessChoice> OFFERED = List.of(COMPUTER, NETWORK_APPROVAL, NETWORK_OPEN);

    static AccessChoice of(Settings settings) {
        ServerSettings server = settings.of(ServerSettings.SECTION);
        boolean approval = server.auth().enabled();
        if (OwnNetwork.isThisComputer(server.host())) {
            return BOUND;
        }
        return switch (settings.of(AccessSettings.SECTION).reach()) {
            case COMPUTER -> COMPUTER;
            case NETWORK -> approval ? NETWORK_APPROVAL : NETWORK_OPEN;
            case ANYWHERE -> approval ? ANYWHERE_APPROVAL : ANYWHERE_OPEN;
        };
    }

    /// The settings that put it in force.
    Map<String, Object> settings() {
        return switch (this) {
            case COMPUTER, BOUND -> Map.of("server.reach", Setting.word(Reach.COMPUTER));
            case NETWORK_APPROVAL -> Map.of("server.reach", Setting.word(Reach.NETWORK), "server.auth.enabled", true);
            case NETWORK_OPEN -> Map.of("server.reach", Setting.word(Reach.NETWORK), "server.auth.enabled", false);
            case ANYWHERE_APPROVAL -> Map.of("server.reach", Setting.word(Reach.ANYWHERE), "server.auth.enabled", true);
            case ANYWHERE_OPEN -> Map.of("server.reach", Setting.word(Reach.ANYWHERE), "server.auth.enabled", false);
        };
    }
}
