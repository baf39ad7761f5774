using System.Text.Json;

namespace NetArch;

/// <summary>Reads a safetensors header and believes none of it: types, counts, sizes, offsets, gaps and overlaps are checked
/// against the data that is there before anything is allocated by them.</summary>
/// <param name="path">Named in messages.</param>
/// <param name="dataLength">Bytes that follow the header.</param>
internal sealed class SafetensorsHeaderParser(string path, long dataLength)
{
    private const int MostDimensions = 8;

    private readonly List<TensorEntry> tensors = [];
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            Require(ref reader, JsonTokenType.StartObject, "the header");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadMember(ref reader);
            reader.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new CheckpointException($"{path} has a header that is not valid JSON: {error.Message}", error);
        }

        tensors.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        CheckTiling();
        return new SafetensorsHeader(sizeof(ulong) + json.Length, tensors, metadata);
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        string name = reader.GetString()!;
        if (!names.Add(name)) throw Refuse($"names {name} twice");
        reader.Read();
        if (name == SafetensorsHeader.MetadataKey) ReadMetadata(ref reader);
        else tensors.Add(ReadTensor(ref reader, name));
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject, SafetensorsHeader.MetadataKey);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            Require(ref reader, JsonTokenType.String, $"the metadata {key}");
            if (!metadata.TryAdd(key, reader.GetString()!)) throw Refuse($"has the metadata {key} twice");
        }
    }

    private TensorEntry ReadTensor(ref Utf8JsonReader reader, string name)
    {
        Require(ref reader, JsonTokenType.StartObject, name);
        string? type = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            switch (key)
            {
                case "dtype":
                    Require(ref reader, JsonTokenType.String, $"the dtype of {name}");
                    type = reader.GetString();
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, $"the shape of {name}");
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, $"the data_offsets of {name}");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return Check(name, type, shape, offsets);
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string what)
    {
        Require(ref reader, JsonTokenType.StartArray, what);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(ref reader, JsonTokenType.Number, what);
            if (!reader.TryGetInt64(out long number) || number < 0) throw Refuse($"has a number in {what} that is not a whole number from 0 to 2^63 - 1");
            if (numbers.Count == MostDimensions) throw Refuse($"has more than {MostDimensions} numbers in {what}");
            numbers.Add(number);
        }

        return numbers;
    }

    private TensorEntry Check(string name, string? type, List<long>? shape, List<long>? offsets)
    {
        if (type is null || shape is null || offsets is not { Count: 2 })
            throw Refuse($"describes {name} without a dtype, a shape and two data_offsets");
        if (type != "F32") throw Refuse($"holds {name} as {type}; only F32 is read. Save it as 32-bit floats, in PyTorch with tensor.float()");
        (long begin, long end) = (offsets[0], offsets[1]);
        if (begin > end || end > dataLength)
            throw Refuse($"places {name} at bytes {begin} to {end} of {dataLength} bytes of data; it is damaged or cut short");
        long available = (end - begin) / TensorEntry.ValueSize, count = 1;
        foreach (long dimension in shape)
        {
            // Stops before the product can overflow: no true shape has more values than there are bytes.
            count = dimension == 0 || count <= available / dimension ? count * dimension : long.MaxValue;
            if (count == long.MaxValue) break;
        }

        if (count == long.MaxValue || count * TensorEntry.ValueSize != end - begin)
            throw Refuse($"gives {name} the shape [{string.Join(", ", shape)}] and {end - begin} bytes; these do not fit each other");
        if (count > Array.MaxLength / TensorEntry.ValueSize) throw Refuse($"holds {name} with {count} values; at most {Array.MaxLength / TensorEntry.ValueSize} are read");
        return new TensorEntry(name, shape, begin, end);
    }

    /// <summary>Sorted by place, every tensor must begin where the one before ends, and the last must end with the file.</summary>
    private void CheckTiling()
    {
        long position = 0;
        string before = "the header";
        foreach (TensorEntry tensor in tensors)
        {
            if (tensor.Begin < position) throw Refuse($"lets {tensor.Name} overlap {before}: it begins at byte {tensor.Begin}, before byte {position}");
            if (tensor.Begin > position) throw Refuse($"leaves a gap before {tensor.Name}: it begins at byte {tensor.Begin}, {before} ends at byte {position}");
            (position, before) = (tensor.End, tensor.Name);
        }

        if (position != dataLength) throw Refuse($"describes {position} bytes of data, and {dataLength} follow");
    }

    private void Require(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (reader.TokenType != type) throw Refuse($"has {what} as JSON {reader.TokenType} where {type} is expected");
    }

    private CheckpointException Refuse(string what) => new($"{path} {what}.");
}
