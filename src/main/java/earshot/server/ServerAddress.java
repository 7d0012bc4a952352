package earshot.server;

/// One address under which devices may reach the server.
///
/// @param card name of the network interface, for example `eth0`
/// @param loopback reachable from this computer only
/// @param link what the interface leads to
/// @param maker what made the interface, for example `Docker`; blank for a real one, and where its name does not show it
/// @param ws for example `ws://192.168.1.5:8000/xiaozhi/v1/`
/// @param badge for example `ws://192.168.1.5:8000/supie/v1/`
/// @param ota for example `http://192.168.1.5:8003/xiaozhi/ota/`
public record ServerAddress(String card, String host, boolean loopback, Link link, String maker, String ws, String badge, String ota) {
    /// What a network interface leads to. Devices are seldom in one of the later ones.
    public enum Link { NETWORK, VPN, VIRTUAL }

    public ServerAddress(String card, String host, boolean loopback, Link link, String ws, String badge, String ota) {
        this(card, host, loopback, link, "", ws, badge, ota);
    }

    /// The same address by TLS.
    public ServerAddress secure() {
        return new ServerAddress(card, host, loopback, link, maker, ws.replaceFirst("^ws:", "wss:"), badge.replaceFirst("^ws:", "wss:"),
            ota.replaceFirst("^http:", "https:"));
    }

    /// The OTA address of badges, which sends them to [#badge].
    public String badgeOta() {
        return ota.replace("/xiaozhi/", "/supie/");
    }
}
