// SPDX-License-Identifier: GPL-3.0-or-later
package stormbench;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.UnalignedMemoryRecords;

/**
 * Sets the fields that a message has in one version, tagged ones too. A value follows from the path of its field alone
 * (topics/0/partitions/1/errorCode), so whoever knows the rule knows what has to be in the bytes; see tests/wire/README.md.
 */
final class WireValues {
    enum Case {
        DEFAULT("default", 0),  // nothing set
        NULL("null", 1),        // null wherever the version allows it
        NONE("none", 0),        // empty arrays; long strings, so that their lengths take two bytes
        ONE("one", 1),
        TWO("two", 2);

        final String label;
        final int elements;

        Case(String label, int elements) {
            this.label = label;
            this.elements = elements;
        }
    }

    private static final int LONG_STRING_REPEATS = 17;

    private final Case kind;

    WireValues(Case kind) {
        this.kind = kind;
    }

    void fill(Object message, Schema schema, String path) {
        if (kind == Case.DEFAULT) {
            return;
        }
        for (BoundField bound : schema.fields()) {
            if (bound.def.type instanceof TaggedFields tagged) {
                for (Field field : tagged.fields().values()) {
                    set(message, field, path);
                }
            } else {
                set(message, bound.def, path);
            }
        }
    }

    private void set(Object message, Field field, String path) {
        Method setter = setterOf(message, field);
        String name = setter.getName().substring(3);
        name = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        Object before = call(message, name);
        Object value = null;
        if (kind != Case.NULL || !field.type.isNullable()) {
            value = valueOf(field.type, setter.getParameterTypes()[0], setter.getGenericParameterTypes()[0], before, path + name);
            boolean scalar = !(value instanceof Collection<?>) && !(value instanceof Message);
            if (scalar && value.equals(before)) {
                throw new IllegalStateException(path + name + " is at its default by chance");
            }
        }
        try {
            setter.invoke(message, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(path + name, e);
        }
    }

    private Object valueOf(Type type, Class<?> target, java.lang.reflect.Type generic, Object before, String path) {
        Optional<Type> element = type.arrayElementType();
        if (element.isPresent()) {
            return collectionOf(element.get(), target, generic, path);
        }
        if (type instanceof Schema schema) {
            Object struct = newInstance(target);
            fill(struct, schema, path + "/");
            return struct;
        }
        if (type == Type.UINT16) {
            return (int) (hash(path) & 0xffff);
        }
        return type == Type.UNSIGNED_INT32 ? hash(path) : scalarOf(target, before, path);
    }

    @SuppressWarnings("unchecked")
    private Object collectionOf(Type element, Class<?> target, java.lang.reflect.Type generic, String path) {
        Collection<Object> collection =
            target.isAssignableFrom(ArrayList.class) ? new ArrayList<>() : (Collection<Object>) newInstance(target);
        var holder = (ParameterizedType) (generic instanceof ParameterizedType ? generic : target.getGenericSuperclass());
        var elementClass = (Class<?>) holder.getActualTypeArguments()[0];
        for (int i = 0; i < kind.elements; ++i) {
            collection.add(valueOf(element, elementClass, elementClass, null, path + "/" + i));
        }
        return collection;
    }

    private Object scalarOf(Class<?> target, Object before, String path) {
        long hash = hash(path);
        if (target == boolean.class) {
            return !(Boolean) before;
        }
        if (target == byte.class || target == Byte.class) {
            return (byte) hash;
        }
        if (target == short.class || target == Short.class) {
            return (short) hash;
        }
        if (target == int.class || target == Integer.class) {
            return (int) hash;
        }
        if (target == long.class || target == Long.class) {
            return wide(hash);
        }
        if (target == double.class) {
            return (double) hash;
        }
        if (target == Uuid.class) {
            return new Uuid(wide(hash), ~wide(hash));
        }
        if (target == String.class) {
            return kind == Case.NONE ? text(path).repeat(LONG_STRING_REPEATS) : text(path);
        }
        byte[] bytes = text(path).getBytes(StandardCharsets.US_ASCII);
        if (target == byte[].class) {
            return bytes;
        }
        if (target == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes);
        }
        return target.getSimpleName().equals("UnalignedRecords") ? new UnalignedMemoryRecords(ByteBuffer.wrap(bytes))
                                                                 : MemoryRecords.readableRecords(ByteBuffer.wrap(bytes));
    }

    static long hash(String path) {
        CRC32C crc = new CRC32C();
        crc.update(path.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue() | 1;  // zero is the default of many
    }

    static String text(String path) {
        return String.format("%08x", hash(path));
    }

    private static long wide(long hash) {
        return hash << 32 | (hash ^ 0xffffffffL);
    }

    /** Schemas have the names of the fields in snake case, from which the camel case cannot always be told. */
    private static Method setterOf(Object message, Field field) {
        String wanted = "set" + field.name.replace("_", "");
        for (Method method : message.getClass().getMethods()) {
            if (method.getName().toLowerCase(Locale.ROOT).equals(wanted)) {
                return method;
            }
        }
        throw new IllegalStateException(message.getClass() + " has no setter for " + field.name);
    }

    private static Object call(Object message, String getter) {
        try {
            return message.getClass().getMethod(getter).invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(getter, e);
        }
    }

    static Object newInstance(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }
}
