on = 自動再注文はオンです。
off_without_product = 自動再注文はオフです。Amazonで商品が選ばれていません。
off = 自動再注文はオフです。Amazonでオフにされました。
unknown = 自動再注文がオンかどうか、Amazonからまだ連絡がありません。
not_connected = この機器は接続されていないため、自動再注文はオフです。
numbered = Amazon商品 { $asin }
some = Amazonで選ばれた商品
pack = { $name }（{ $content }入り）
