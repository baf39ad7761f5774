using System.Globalization;
using System.Xml.Linq;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Tool.Drawing;
using NetArch.Tool.Findings;

namespace NetArch.Tool.Tests.Commands;

public sealed class DrawTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Networks => [.. All.Keys];

    private static Dictionary<string, Network> All { get; } = CheckFiles.At([.. Directory.GetFiles(ToolRun.Networks)]).Files
        .SelectMany(file => file.Networks).ToDictionary(network => network.Network.Name, network => network.Network);

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Networks))]
    public void Nothing_overlaps_and_no_text_is_cut(string name)
    {
        foreach (BlockStyle style in Enum.GetValues<BlockStyle>())
        {
            XElement picture = XElement.Parse(DrawNetwork.AsSvg(All[name], style));
            Area page = new(0, 0, Number(picture, "width"), Number(picture, "height"));
            Area[] boxes = [.. Rectangles(picture).Where(box => box.Kind != "page").Select(box => box.Area)];
            foreach (Area box in boxes) page.Contains(box).ShouldBeTrue($"{name} {style}: {box} of {page}");
            ShouldBeApartOrNested(boxes, name);
            foreach ((double middle, double line, string text, bool isSmall) in Texts(picture))
            {
                double half = text.Length * (isSmall ? 11 : 13) * 0.62 / 2;
                var area = new Area(middle - half, line - 10, middle + half, line + 3);
                boxes.ShouldContain(box => box.Contains(area), $"{name} {style}: '{text}' stands in no box");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_layer_has_a_box_with_its_output_shape(string name)
    {
        Network network = All[name];
        XElement picture = XElement.Parse(DrawNetwork.AsSvg(network, BlockStyle.Open));
        Dictionary<string, string> captions = picture.Descendants(Svg + "g").GroupBy(group => group.Element(Svg + "title")!.Value)
            .ToDictionary(group => group.Key, group => string.Join(" ", group.Elements(Svg + "text").Select(text => text.Value)));

        foreach (Layer layer in network.Layers.Leaves()) captions[layer.Name].ShouldContain(layer.Output.ToString());
    }

    [Fact]
    public void Residuals_and_concatenations_have_their_joins()
    {
        folder.Write("A.net.arch", """
            network A {
                input 4x8x8
                residual { conv 4 3x3 pad 1 }
                concat { branch { conv 2 1x1 } branch { conv 3 1x1; relu } branch { } }
                residual { conv 8 3x3 pad 1 stride 2 floor } shortcut project
                residual { conv 16 3x3 pad 1 stride 2 floor } shortcut pad
            }
            """);

        ToolRun run = ToolRun.In(folder, "draw", "A.net.arch");

        run.ExitCode.ShouldBe(0, run.Errors + run.Output);
        string[] words = [.. XElement.Parse(run.Output).Descendants(Svg + "text").Select(text => text.Value)];
        words.ShouldBe(
            [
                "A", "2,101 parameters, 26,624 multiply-accumulates", "input", "4x8x8",
                "conv 4 3x3 pad 1", "4x8x8 \u00B7 148 parameters", "+ 4x8x8",
                "conv 2 1x1", "2x8x8 \u00B7 10 parameters", "conv 3 1x1", "3x8x8 \u00B7 15 parameters", "relu", "3x8x8", "concat 9x8x8",
                "conv 8 3x3 stride 2 pad 1 floor", "8x4x4 \u00B7 656 parameters", "conv 8 1x1 stride 2 nobias floor", "8x4x4 \u00B7 72 parameters", "batchnorm", "8x4x4 \u00B7 32 parameters", "+ 8x4x4",
                "conv 16 3x3 stride 2 pad 1 floor", "16x2x2 \u00B7 1,168 parameters", "pad, every 2nd", "16x2x2", "+ 16x2x2",
            ], ignoreOrder: true);
    }

    [Fact]
    public void Folded_blocks_are_one_box_each_and_a_block_that_is_the_whole_network_is_opened()
    {
        string open = DrawNetwork.AsSvg(All["ResNet20"], BlockStyle.Open), folded = DrawNetwork.AsSvg(All["ResNet20"], BlockStyle.Folded);
        Rectangles(XElement.Parse(folded)).Count(box => box.Kind == "convolution").ShouldBe(1);
        Rectangles(XElement.Parse(open)).Count(box => box.Kind == "convolution").ShouldBe(19);
        XElement.Parse(folded).Descendants(Svg + "text").Count(text => text.Value == "Basic").ShouldBe(9);
    }

    [Fact]
    public void A_picture_needs_nothing_from_elsewhere_and_is_the_same_each_time()
    {
        string picture = DrawNetwork.AsSvg(All["GoogLeNet"], BlockStyle.Open);
        picture.Replace("xmlns='http://www.w3.org/2000/svg'", "", StringComparison.Ordinal).ShouldNotContain("http");
        picture.ShouldNotContain("@import");
        picture.ShouldContain("prefers-color-scheme: dark");
        DrawNetwork.AsSvg(All["GoogLeNet"], BlockStyle.Open).ShouldBe(picture);
    }

    [Fact]
    public void A_file_is_written_where_out_says()
    {
        ToolRun.In(folder, "draw", Path.Combine(ToolRun.Networks, "LeNet.net.arch"), "--out", "LeNet.svg").ShouldSucceed("");
        XElement.Load(folder.File("LeNet.svg")).Name.LocalName.ShouldBe("svg");
    }

    [Fact]
    public void One_of_several_networks_must_be_named()
    {
        ToolRun.In(ToolRun.Networks, "draw", "CifarResNet.net.arch").ShouldFail(2, "CifarResNet.net.arch has 3 networks; name one: ResNet20, ResNet32, ResNet56");
        ToolRun.In(ToolRun.Networks, "draw", "CifarResNet.net.arch", "ResNet32", "--folded").ExitCode.ShouldBe(0);
        ToolRun.In(ToolRun.Networks, "draw", "LeNet.net.arch", "--folded", "--open").ShouldFail(2, "--folded and --open exclude each other");
    }

    private static void ShouldBeApartOrNested(Area[] boxes, string name)
    {
        for (int first = 0; first < boxes.Length; first++)
        {
            for (int second = first + 1; second < boxes.Length; second++)
            {
                bool isFine = boxes[first].IsApart(boxes[second]) || boxes[first].Contains(boxes[second]) || boxes[second].Contains(boxes[first]) || boxes[first].IsShadowOf(boxes[second]);
                isFine.ShouldBeTrue($"{name}: {boxes[first]} and {boxes[second]} overlap");
            }
        }
    }

    private static IEnumerable<(string Kind, Area Area)> Rectangles(XElement picture) => picture.Descendants(Svg + "rect")
        .Where(rectangle => rectangle.Attribute("x") is not null)
        .Select(rectangle => (rectangle.Attribute("class")!.Value, Area.At(Number(rectangle, "x"), Number(rectangle, "y"), Number(rectangle, "width"), Number(rectangle, "height"))));

    private static IEnumerable<(double Middle, double Line, string Text, bool IsSmall)> Texts(XElement picture) => picture.Descendants(Svg + "text")
        .Where(text => text.Attribute("class")?.Value is not ("title" or "subtitle"))
        .Select(text => (Number(text, "x"), Number(text, "y"), text.Value, text.Attribute("class")?.Value == "below"));

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private sealed record Area(double Left, double Top, double Right, double Bottom)
    {
        public static Area At(double x, double y, double width, double height) => new(x, y, x + width, y + height);

        public bool Contains(Area other) => Left <= other.Left && Top <= other.Top && Right >= other.Right && Bottom >= other.Bottom;

        public bool IsApart(Area other) => Right <= other.Left || other.Right <= Left || Bottom <= other.Top || other.Bottom <= Top;

        /// <summary>A folded block has a second edge behind it, which looks like a pile.</summary>
        public bool IsShadowOf(Area other) => Math.Abs(Left - other.Left) == 4 && Math.Abs(Top - other.Top) == 4 && Right - Left == other.Right - other.Left;
    }
}
