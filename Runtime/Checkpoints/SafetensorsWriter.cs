using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetArch;

/// <summary>Writes the <c>.safetensors</c> format: 8 bytes of header length, the header in JSON, the data; all little-endian.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <param name="read">Gives the values of tensor i; called twice for each, for the checksum stands before the data.</param>
    public static void Write(
        Stream stream, IReadOnlyList<TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata, Action<int, Span<float>> read)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new float[tensors.Count == 0 ? 0 : tensors.Max(tensor => tensor.Count)];
        for (int i = 0; i < tensors.Count; i++) hash.AppendData(Bytes(i));
        stream.Write(Header(tensors, metadata, Convert.ToHexStringLower(hash.GetHashAndReset())));
        for (int i = 0; i < tensors.Count; i++) stream.Write(Bytes(i));

        ReadOnlySpan<byte> Bytes(int tensor)
        {
            Span<float> values = buffer.AsSpan(0, tensors[tensor].Count);
            read(tensor, values);
            return LittleEndian(values);
        }
    }

    /// <summary>The bytes of these values as the file has them; turns them around in place on a big-endian machine.</summary>
    public static Span<byte> LittleEndian(Span<float> values)
    {
        Span<uint> words = MemoryMarshal.Cast<float, uint>(values);
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(words, words);
        return MemoryMarshal.AsBytes(values);
    }

    private static ReadOnlySpan<byte> Header(IReadOnlyList<TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata, string checksum)
    {
        var json = new ArrayBufferWriter<byte>();
        BinaryPrimitives.WriteUInt64LittleEndian(json.GetSpan(sizeof(ulong)), 0);
        json.Advance(sizeof(ulong));
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteString(key, value);
            writer.WriteString(SafetensorsHeader.ChecksumKey, checksum);
            writer.WriteEndObject();
            foreach (TensorEntry tensor in tensors) WriteEntry(writer, tensor);
            writer.WriteEndObject();
        }

        // Spaces after the object bring the data to a multiple of eight bytes, as the format's own writer does.
        while (json.WrittenCount % Alignment != 0) json.Write(" "u8);
        byte[] bytes = json.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)(bytes.Length - sizeof(ulong)));
        return bytes;
    }

    private static void WriteEntry(Utf8JsonWriter writer, TensorEntry tensor)
    {
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", "F32");
        writer.WriteStartArray("shape");
        foreach (long dimension in tensor.Shape) writer.WriteNumberValue(dimension);
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(tensor.Begin);
        writer.WriteNumberValue(tensor.End);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
