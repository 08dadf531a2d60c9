# Tables that cannot be read.
sheet-kind = { $file }：只能导入Excel（.xlsx）或CSV文件。
sheet-old-excel = { $file }是旧的Excel格式，请另存为Excel工作簿（.xlsx）后再试。
sheet-too-large = { $file }太大或解开后太大，请拆成几个文件。
sheet-too-many-rows = { $file }超过{ $rows }行，请拆成几个文件。
sheet-damaged = { $file }读不出来：文件已损坏、加了密码，或不是表格。
sheet-no-text = { $file }的文字编码读不出来，请另存为UTF-8或GBK。
