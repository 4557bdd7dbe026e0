interface A {
  type: "A";
  data: { x_id: string };
}
