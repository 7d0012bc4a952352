package earshot.config;

/// From when an applied setting is in force; the later, the further down. A restart is one of the server.
public enum SettingScope { NOW, NEXT_TURN, NEXT_MEETING, NEXT_CONNECTION, RESTART, PROGRAM_RESTART }
