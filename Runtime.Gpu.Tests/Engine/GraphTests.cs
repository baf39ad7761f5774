using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

/// <summary>When passes are recorded, replayed and recorded anew.</summary>
public sealed class GraphTests
{
    [Fact]
    public void A_step_is_recorded_when_it_has_run_once_and_replayed_from_then_on()
    {
        using var scene = new Scene();
        scene.Train(20);
        scene.Link.Events.ShouldBeEmpty();
        scene.Train(20);
        scene.Link.Events.ShouldBe(["record", "replay"]);
        // The other staging memory has a graph of its own, and its kernels are loaded already.
        scene.Train(20);
        scene.Link.Events.ShouldBe(["record", "replay", "record", "replay"]);
        scene.Train(20);
        scene.Train(20);
        scene.Link.Events.Skip(4).ShouldBe(["replay", "replay"]);
        scene.Pair.ParametersShouldAgree();
    }

    [Fact]
    public void Whatever_changes_the_kernels_is_recorded_by_itself()
    {
        using var scene = new Scene();
        scene.Train(20);
        scene.Train(20);
        scene.Link.Events.Clear();
        scene.Train(19);
        scene.Train(20, new Sgd(0.1f));
        scene.Pair.Engine.ComputeGradients(scene.Pair.Batch(scene.Pair.Rows(20)), scene.Pair.Step());
        scene.Pair.Engine.Infer(scene.Pair.Batch(scene.Pair.Rows(20)), []);
        scene.Link.Events.ShouldBeEmpty();
        scene.Pair.ParametersShouldAgree();
    }

    [Fact]
    public void Graphs_are_destroyed_before_memory_moves()
    {
        using var scene = new Scene();
        scene.Train(20);
        scene.Train(20);
        scene.Link.Events.Clear();
        scene.Train(100);
        scene.Link.Events.ShouldBe(["destroy"]);
        scene.Train(20);
        scene.Link.Events.Skip(1).ShouldBe(["record", "replay"]);
        scene.Pair.ParametersShouldAgree();
    }

    [Fact]
    public void A_device_that_refuses_to_record_is_not_asked_again()
    {
        using var scene = new Scene();
        scene.Link.Refuses = true;
        for (int i = 0; i < 5; i++) scene.Train(20);
        scene.Link.Events.ShouldBe(["refuse"]);
        scene.Pair.ParametersShouldAgree();
    }

    [Fact]
    public void Graphs_go_with_their_network()
    {
        var scene = new Scene();
        scene.Train(20);
        scene.Train(20);
        scene.Dispose();
        scene.Link.Events.ShouldBe(["record", "replay", "destroy"]);
    }

    [Fact]
    public void A_replayed_step_allocates_nothing()
    {
        using var scene = new Scene();
        scene.Link.Skips = true;
        EnginePair<ThreeToFive> pair = scene.Pair;
        int[] rows = pair.Rows(40);
        var adam = new Adam();
        void Take(int steps)
        {
            pair.Engine.Begin(pair.Batch(rows), adam, pair.Step(0));
            for (int step = 1; step < steps; step++)
            {
                pair.Engine.Begin(pair.Batch(rows), adam, pair.Step(step));
                pair.Engine.End();
            }

            pair.Engine.End();
        }

        Take(4);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Take(20);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Batches_of_ever_new_sizes_do_not_pile_up_graphs()
    {
        var events = new List<string>();
        using GpuDevice device = GpuDevice.OfCpu();
        using var link = new FakeLink(device.Accelerator);
        using var graphs = new StepGraphs(link, key => events.Add($"{key.Count}"), enabled: true);
        for (int count = 1; count <= 300; count++)
        {
            graphs.Run(Key(count));
            graphs.Run(Key(count));
            graphs.Count.ShouldBeLessThanOrEqualTo(64);
        }

        events.Count.ShouldBe(600);
    }

    [Fact]
    public void Graphs_can_be_switched_off()
    {
        int enqueued = 0;
        using GpuDevice device = GpuDevice.OfCpu();
        using var link = new FakeLink(device.Accelerator);
        using var graphs = new StepGraphs(link, _ => enqueued++, enabled: false);
        for (int i = 0; i < 3; i++) graphs.Run(Key(20));
        (enqueued, link.Events.Count).ShouldBe((3, 0));
    }

    private static PassKey Key(int count) => new(Pass.Infer, count, 0, Descent.None, false, true, false);

    private sealed class Scene : IDisposable
    {
        private readonly GpuDevice device;
        private long steps;

        public Scene()
        {
            device = GpuDevice.OfCpu(accelerator => Link = new FakeLink(accelerator));
            Pair = new EnginePair<ThreeToFive>(device: device);
        }

        public EnginePair<ThreeToFive> Pair { get; }

        public FakeLink Link { get; private set; } = null!;

        public void Train(int count, Optimizer? optimizer = null)
        {
            int[] rows = Pair.Rows(count, (int)steps);
            Pair.Engine.Train(Pair.Batch(rows), optimizer ?? new Adam(0.1f), Pair.Step(steps));
            Pair.Truth.Train(Pair.Batch(rows), optimizer ?? new Adam(0.1f), Pair.Step(steps++));
        }

        public void Dispose()
        {
            Pair.Dispose();
            device.Dispose();
        }
    }
}
