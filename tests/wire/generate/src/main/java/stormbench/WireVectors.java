// SPDX-License-Identifier: GPL-3.0-or-later
package stormbench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.message.ConsumerProtocolAssignment;
import org.apache.kafka.common.message.ConsumerProtocolSubscription;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.Schema;

/**
 * Writes what the Java client's own classes make of every message in every version, one file an API, into the folder that is
 * the only argument. See tests/wire/README.md for the lines and for the values.
 */
public final class WireVectors {
    private record Direction(String name, boolean request, Message message, Schema[] schemas) {}

    private WireVectors() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (var old = Files.newDirectoryStream(folder, "*.txt")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        for (ApiMessageType api : ApiMessageType.values()) {
            if (api.requestSchemas().length == 0) {
                continue;  // removed in 4.0
            }
            List<String> lines = new ArrayList<>();
            add(lines, api, new Direction("request", true, api.newRequest(), api.requestSchemas()));
            add(lines, api, new Direction("response", false, api.newResponse(), api.responseSchemas()));
            write(folder.resolve(api.name + ".txt"), lines);
        }
        List<String> lines = new ArrayList<>();
        addEmbedded(lines, "subscription", new ConsumerProtocolSubscription(), ConsumerProtocolSubscription.SCHEMAS);
        addEmbedded(lines, "assignment", new ConsumerProtocolAssignment(), ConsumerProtocolAssignment.SCHEMAS);
        write(folder.resolve("ConsumerProtocol.txt"), lines);
    }

    private static void add(List<String> lines, ApiMessageType api, Direction direction) {
        for (short version = direction.message.lowestSupportedVersion(); version <= direction.message.highestSupportedVersion();
                ++version) {
            for (WireValues.Case kind : WireValues.Case.values()) {
                byte[] header = direction.request ? requestHeader(api, version, kind) : responseHeader(api, version, kind);
                lines.add(String.join(" ", direction.name, Short.toString(version), kind.label, hex(header),
                    hex(body(direction.message, direction.schemas, version, kind))));
            }
        }
    }

    /** Messages inside of others' byte strings: they have no header. */
    private static void addEmbedded(List<String> lines, String name, Message message, Schema[] schemas) {
        for (short version = message.lowestSupportedVersion(); version <= message.highestSupportedVersion(); ++version) {
            for (WireValues.Case kind : WireValues.Case.values()) {
                lines.add(String.join(
                    " ", name, Short.toString(version), kind.label, "-", hex(body(message, schemas, version, kind))));
            }
        }
    }

    private static byte[] body(Message prototype, Schema[] schemas, short version, WireValues.Case kind) {
        Message message = (Message) WireValues.newInstance(prototype.getClass());
        new WireValues(kind).fill(message, schemas[version], "");
        return encode(message, version);
    }

    private static byte[] requestHeader(ApiMessageType api, short version, WireValues.Case kind) {
        return encode(new RequestHeaderData()
                          .setRequestApiKey(api.apiKey())
                          .setRequestApiVersion(version)
                          .setCorrelationId((int) WireValues.hash("correlationId"))
                          .setClientId(kind == WireValues.Case.NULL ? null : WireValues.text("clientId")),
            api.requestHeaderVersion(version));
    }

    private static byte[] responseHeader(ApiMessageType api, short version, WireValues.Case kind) {
        return encode(new ResponseHeaderData().setCorrelationId((int) WireValues.hash("correlationId")),
            api.responseHeaderVersion(version));
    }

    private static byte[] encode(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(buffer), cache, version);
        if (buffer.hasRemaining()) {
            throw new IllegalStateException(message.getClass() + " is smaller than announced");
        }
        return buffer.array();
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "-" : HexFormat.of().formatHex(bytes);
    }

    private static void write(Path file, List<String> lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("# SPDX-License-Identifier: GPL-3.0-or-later",
            "# message version case header body; see README.md"));
        all.addAll(lines);
        Files.write(file, all);
    }
}
